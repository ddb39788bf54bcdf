import Convergence
import Scalars
import TestSupport
import Testing

/// What a verdict must not depend on: where steps begin, and the scale of values; over 200 seeded
/// curves.
struct IndependenceTests {
  /// A run of one of many kinds, by its seed.
  struct Sample {
    var isValidation: Bool
    var direction = Direction.min
    var judged: [Point]
    var train: [Point]
    var rate: [Point]
    var norm: [Point]
    var epoch: [Point]

    init(_ seed: Int) {
      var random = SeededRandom(seed: UInt64(seed))
      let shapes = [
        Curves.falling, Curves.flat, Curves.turning, Curves.collapsing, Curves.exploding,
        Curves.creeping,
      ]
      let count = Int.random(in: seed % 7 == 0 ? 4...14 : 20...400, using: &random)
      let noise = [0, 0.001, 0.01, 0.05, 0.2][seed / 6 % 5]
      judged = Curves.points(count, noise: noise, seed: UInt64(seed), shapes[seed % 6])
      train = Curves.points(
        2 * count, every: 5, noise: noise, seed: UInt64(seed + 1000), shapes[seed / 6 % 6])
      rate = Curves.points(count) { 1e-3 * min(20 * $0, 1.2 - $0) }
      norm = Curves.points(count, noise: 0.1, seed: UInt64(seed)) { $0 > 0.55 && $0 < 0.6 ? 50 : 1 }
      epoch = Curves.points(count) { Double(seed % 5) * $0 + 0.3 }
      isValidation = seed % 3 != 0
      switch seed % 11 {
      case 1: judged[judged.count - 2].value *= 4
      case 2: judged = judged.mapValues { ($0 * 50).rounded() / 50 }
      case 3: judged[judged.count * 4 / 5].value = .nan
      case 4: judged[(judged.count * 9 / 10)...].indices.forEach { judged[$0].value = .infinity }
      case 5: (direction, judged) = (.max, judged.mapValues { 3 - $0 })
      default: break
      }
    }

    func judgement(
      shift: Int64 = 0, factor: Double = 1, parameters: JudgeParameters = .normal
    ) -> Judgement {
      func tracker(_ points: [Point], by factor: Double = 1, surges: Bool = false) -> SeriesTracker
      {
        var tracker = SeriesTracker(tracksSurges: surges, direction: direction)
        for point in points {
          tracker.push(
            Point(step: point.step + shift, wallTime: point.wallTime, value: point.value * factor))
        }
        return tracker
      }
      let beside = OtherSeries("other", tracker(train, by: factor), direction: direction)
      return judge(
        RunEvidence(
          judged: tracker(judged, by: factor), judgedIsValidation: isValidation,
          direction: direction, train: isValidation ? tracker(train, by: factor) : nil,
          learningRate: tracker(rate), gradientNorm: tracker(norm, surges: true),
          epoch: tracker(epoch),
          others: [beside],
          restarts: [judged[judged.count / 2].step + shift]), parameters: parameters)
    }
  }

  @Test("Adding a number to all steps shifts every step by it and changes nothing else")
  func stepShift() {
    for seed in 0..<200 {
      let plain = Sample(seed).judgement()
      for shift: Int64 in [1, 1_000_003, -5_000, 1 << 60] {
        let shifted = Sample(seed).judgement(shift: shift)
        let name = "seed \(seed), shift \(shift)"
        #expect(shifted.flags.map(\.dataName) == plain.flags.map(\.dataName), "\(name)")
        #expect(
          shifted.nonFinite.firstStep == plain.nonFinite.firstStep.map { $0 + shift }, "\(name)")
        #expect(shifted == plain.shifted(by: shift, like: shifted), "\(name)")
      }
    }
  }

  @Test("Multiplying all values changes no verdict, step or flag, and scales the numbers")
  func valueScale() {
    for seed in 0..<200 {
      let plain = Sample(seed).judgement()
      for factor in [1e-20, 3.7e-5, 1e20] {
        let scaled = Sample(seed).judgement(factor: factor)
        let name = "seed \(seed), factor \(factor)"
        #expect(scaled.verdict == plain.verdict, "\(name)")
        #expect(scaled.best?.step == plain.best?.step, "\(name)")
        #expect(scaled.flags.map(\.dataName) == plain.flags.map(\.dataName), "\(name)")
        #expect(scaled.onsetStep == plain.onsetStep, "\(name)")
        #expect(scaled.convergedSince == plain.convergedSince, "\(name)")
        #expect(scaled.equivalentSteps == plain.equivalentSteps, "\(name)")
        #expect(scaled.stopAdvice == plain.stopAdvice, "\(name)")
        #expect(abs(scaled.confidence - plain.confidence) < 1e-9, "\(name)")
        let scale = factor * (plain.scale ?? 0)
        for key in [\Judgement.level, \.noise, \.worthwhileGain, \.expectedGain, \.startLevel] {
          let (value, expected) = (scaled[keyPath: key] ?? 0, (plain[keyPath: key] ?? 0) * factor)
          #expect(abs(value - expected) <= 1e-6 * max(abs(expected), 1e-3 * scale), "\(name)")
        }
      }
    }
  }
}

extension Judgement {
  /// The judgement with all of its steps shifted; what the evidence repeats is taken from `other`.
  func shifted(by shift: Int64, like other: Judgement) -> Judgement {
    var moved = self
    moved.best?.step += shift
    moved.bestLevel?.step += shift
    moved.first?.step += shift
    moved.last?.step += shift
    moved.forecast?.atStep += shift
    moved.learningRate?.peakStep += shift
    moved.learningRate?.last.step += shift
    moved.learningRate?.exhaustedSince = learningRate?.exhaustedSince.map { $0 + shift }
    moved.steps = steps.map { $0.lowerBound + shift...$0.upperBound + shift }
    moved.equivalentSteps = equivalentSteps.map { $0.lowerBound + shift...$0.upperBound + shift }
    moved.onsetStep = onsetStep.map { $0 + shift }
    moved.convergedSince = convergedSince.map { $0 + shift }
    for place in moved.otherValidation.indices {
      moved.otherValidation[place].best?.step += shift
      moved.otherValidation[place].bestLevel?.step += shift
    }
    moved.evidence = evidence.map { item in
      item.step.map { Evidence(item.name, step: $0 + shift) } ?? item
    }
    moved.reason = other.reason
    moved.flags = other.flags
    moved.nonFinite = other.nonFinite
    return moved
  }
}
