import Convergence
import Scalars
import Statistics
import TestSupport
import Testing

struct VerdictTests {
  @Test("A loss that falls all the way is improving, and its forecast lies below its level")
  func improving() throws {
    let judgement = judge(
      RunEvidence(judged: SeriesTracker(Curves.points(300, noise: 0.01, seed: 1, Curves.falling))))
    #expect(judgement.verdict == .improving)
    let forecast = try #require(judgement.forecast)
    let level = try #require(judgement.level)
    #expect(forecast.value < level)
    #expect(forecast.low < forecast.value && forecast.value < forecast.high)
    #expect(forecast.atStep == 2990 + 3000 / 2)
    #expect(try #require(judgement.probabilityImproving) > 0.8)
    #expect(judgement.stopAdvice == .goOn)
  }

  @Test("A loss that fell and stands still is converged, since it got there, and is to be stopped")
  func converged() throws {
    let points = Curves.points(300, noise: 0.005, seed: 2, Curves.flat)
    let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
    #expect(judgement.verdict == .converged)
    let since = try #require(judgement.convergedSince)
    #expect((300...1000).contains(since))
    #expect(judgement.stepsSince == 2990 - since)
    #expect(judgement.wallSecondsSince == Double(2990 - since))
    #expect(judgement.stopAdvice == .stop)
    #expect(try #require(judgement.probabilityImproving) < 0.2)
  }

  @Test("A run is not called flat since before it had fallen, even if a spike scatters its levels")
  func flatSince() throws {
    for seed in 0..<20 {
      let points = Curves.points(1000, every: 8, noise: 0.04, seed: UInt64(seed)) { x in
        1.5 + 2 * exponential(-11 * x) + (x > 0.875 ? 6 * exponential(-53 * (x - 0.875)) : 0)
      }
      let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
      guard let since = judgement.convergedSince else { continue }
      // There the loss is still 0.25 above where it ends.
      #expect(since > 1500, "seed \(seed)")
    }
  }

  @Test("Flat is plateaued while the learning rate has room, and converged once it has fallen")
  func learningRate() {
    let points = Curves.points(200, noise: 0.005, seed: 3, Curves.flat)
    let cosine = Curves.points(200) { 1e-3 * (1 - 0.5 * $0) }
    let decayed = Curves.points(200) { 1e-3 * (1 - $0) }
    let constant = Curves.points(200) { _ in 1e-3 }
    func judgement(_ rate: [Point]) -> Judgement {
      judge(RunEvidence(judged: SeriesTracker(points), learningRate: SeriesTracker(rate)))
    }
    #expect(judgement(cosine).verdict == .plateaued)
    #expect(judgement(cosine).stopAdvice == .goOn)
    #expect(judgement(decayed).verdict == .converged)
    #expect(judgement(decayed).flags.map(\.dataName) == ["learning-rate-exhausted"])
    #expect(judgement(constant).verdict == .converged)
  }

  @Test("Of losses that oppose each other nothing more is said than that they do")
  func opposing() {
    let judgement = judgementOfOpposing("loss_g", "loss_d")
    #expect(judgement.verdict == .undecidable && !judgement.isProvisional)
    #expect(judgement.stopAdvice == .goOn && judgement.flags.isEmpty)
  }

  @Test("A worthwhile gain is 1 % of the best level, or of a twentieth of the drop if that is more")
  func worthwhileGain() throws {
    for (end, gain) in [(50, 0.5), (8, 0.08), (1, 0.0495), (0.5, 0.04975)] {
      let points = Curves.points(100) { $0 > 0.2 ? end : 100 }
      let found = try #require(judge(RunEvidence(judged: SeriesTracker(points))).worthwhileGain)
      #expect(abs(found - gain) < 1e-9, "\(end)")
    }
  }

  @Test("The steps as good as the best one go from its first equal block to its last one")
  func equivalentSteps() {
    // A block's level is the mean of it and its neighbors: the last of twenty low ones has a high
    // one behind.
    let points = Curves.points(100, noise: 0) { $0 > 0.4 && $0 <= 0.6 ? 1 : 2 }
    let run = RunEvidence(judged: SeriesTracker(points), judgedIsValidation: true)
    #expect(judge(run).equivalentSteps == 400...580)
  }

  @Test("A loss that never left ln(4) is plateaued, and said to guess among four classes")
  func neverLearned() {
    let points = Curves.points(60, noise: 0.002, seed: 4) { 1.3875 - 0.002 * $0 }
    let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
    #expect(judgement.verdict == .plateaued)
    guard case .neverLearned(_, _, let classes) = judgement.reason else {
      Issue.record("\(judgement.reason)")
      return
    }
    #expect(classes == 4)
    #expect(judgement.stopAdvice == .stop)
  }

  @Test("A validation loss that climbs while train falls is overfitting since its best step")
  func overfitting() throws {
    let validation = Curves.points(60, every: 100, noise: 0.01, seed: 5, Curves.turning)
    let train = Curves.points(600, noise: 0.01, seed: 6, Curves.falling)
    let judgement = judge(
      RunEvidence(
        judged: SeriesTracker(validation), judgedIsValidation: true, train: SeriesTracker(train)))
    #expect(judgement.verdict == .overfitting)
    let onset = try #require(judgement.onsetStep)
    #expect((1000...2800).contains(onset))
    guard case .validationWorsenedWhileTrainImproved = judgement.reason else {
      Issue.record("\(judgement.reason)")
      return
    }
    let best = try #require(judgement.best)
    #expect(try #require(judgement.equivalentSteps).contains(best.step))
    #expect(judgement.stopAdvice == .stop)
  }

  @Test("The same climb with a training loss that climbs too is diverged")
  func bothClimb() {
    let validation = Curves.points(60, every: 100, noise: 0.01, seed: 5, Curves.turning)
    let train = Curves.points(600, noise: 0.01, seed: 6, Curves.turning)
    #expect(verdict(validation, validation: true, train: train) == .diverged)
    let gentle = Curves.points(60, every: 100, noise: 0.01, seed: 5) {
      0.5 * (Curves.flat($0) + Curves.turning($0))
    }
    #expect(verdict(gentle, validation: true) == .overfitting)
  }

  @Test("A loss that jumps back above its start is diverged, from the jump on")
  func collapse() throws {
    let points = Curves.points(300, noise: 0.02, seed: 7, Curves.collapsing)
    let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
    #expect(judgement.verdict == .diverged)
    guard case .gaveBackProgress(_, _, let share, let since, true) = judgement.reason else {
      Issue.record("\(judgement.reason)")
      return
    }
    #expect(share > 1)
    #expect((1700...1800).contains(since))
    #expect(judgement.forecast == nil)
    #expect(judgement.stopAdvice == .stop)
  }

  @Test("A validation loss that stands still on a height is diverged where train has collapsed")
  func trainCollapse() {
    let validation = Curves.points(12, every: 250, noise: 0.01, seed: 8) { _ in 3.5 }
    let train = Curves.points(300, noise: 0.02, seed: 9, Curves.collapsing)
    #expect(verdict(validation, validation: true, train: train) == .diverged)
  }

  @Test("Further validation sets are judged beside the first, each by its own curve")
  func severalValidationSets() {
    let train = SeriesTracker(Curves.points(600, noise: 0.01, seed: 6, Curves.falling))
    let sets = [Curves.falling, Curves.flat, Curves.turning].map {
      SeriesTracker(Curves.points(60, every: 100, noise: 0.005, seed: 5, $0))
    }
    let judgement = judge(
      RunEvidence(
        judged: sets[0], judgedIsValidation: true, train: train,
        others: sets.map { OtherSeries("set", $0, direction: .min) }))
    #expect(judgement.verdict == .improving)
    #expect(judgement.otherValidation.map(\.verdict) == [.improving, .converged, .overfitting])
    #expect(judgement.otherValidation[2].best == sets[2].minimum)
  }

  @Test("A measure that got better since the judged one was best takes back the advice to stop")
  func disagreeing() {
    let train = SeriesTracker(Curves.points(600, noise: 0.01, seed: 6, Curves.falling))
    let loss = SeriesTracker(Curves.points(60, every: 100, noise: 0.005, seed: 5, Curves.turning))
    func others(_ curve: @escaping (Double) -> Double) -> Judgement {
      let other = SeriesTracker(Curves.points(60, every: 100, noise: 0.005, seed: 7, curve))
      return judge(
        RunEvidence(
          judged: loss, judgedIsValidation: true, train: train,
          others: [OtherSeries("wer", other, direction: .min)]))
    }
    #expect(others(Curves.falling).verdict == .overfitting)
    #expect(others(Curves.falling).othersStillBetter.map(\.name) == ["wer"])
    #expect(others(Curves.falling).stopAdvice != .stop)
    #expect(others(Curves.turning).othersStillBetter.isEmpty)
  }

  @Test("A series that counts epochs is compared with one that counts steps by wall time")
  func epochsBesideSteps() throws {
    let train = SeriesTracker(Curves.points(6000, every: 1, noise: 0.01, seed: 6, Curves.falling))
    let loss = Curves.points(60, every: 100, noise: 0.005, seed: 5, Curves.turning)
    let other = Curves.points(60, every: 100, noise: 0.005, seed: 7, Curves.turning)
    func judgement(_ loss: [Point], _ other: [Point]) -> Judgement {
      judge(
        RunEvidence(
          judged: SeriesTracker(loss), judgedIsValidation: true, train: train,
          others: [OtherSeries("error", SeriesTracker(other), direction: .min)]))
    }
    let epochs = loss.map { Point(step: $0.step / 100, wallTime: $0.wallTime, value: $0.value) }
    let usual = judgement(loss, other)
    let mixed = [judgement(epochs, other), judgement(epochs, epochs)]
    let change = try #require(usual.train)
    for judgement in mixed {
      #expect(judgement.verdict == .overfitting && judgement.othersStillBetter.isEmpty)
      let found = try #require(judgement.train)
      #expect(abs(found.atBest - change.atBest) < 0.02 && abs(found.now - change.now) < 0.02)
    }
  }

  @Test("Noise that hides five times what is worth having leaves a small gain undecidable")
  func undecidable() {
    var seen: Set<Verdict> = []
    for seed in 0..<20 {
      let points = Curves.points(40, noise: 0.35, seed: UInt64(seed)) { 3 - 0.9 * $0 }
      seen.insert(verdict(points))
    }
    #expect(seen.contains(.undecidable))
    #expect(!seen.contains(.overfitting))
  }

  @Test("Under five points nothing is said, and under ten it is provisional")
  func fewPoints() {
    let points = Curves.points(30, Curves.falling)
    for count in 0..<30 {
      let judgement = judge(RunEvidence(judged: SeriesTracker(Array(points.prefix(count)))))
      #expect((judgement.verdict == .tooLittleData) == (count < 5), "\(count) points")
      #expect(judgement.isProvisional == (count < 10), "\(count) points")
    }
  }

  @Test("For an accuracy the same is said of the same curve upside down, value by value")
  func upsideDown() {
    for (seed, shape) in [Curves.falling, Curves.flat, Curves.turning, Curves.collapsing]
      .enumerated()
    {
      let points = Curves.points(200, noise: 0.01, seed: UInt64(seed), shape)
      let down = judge(RunEvidence(judged: SeriesTracker(points), judgedIsValidation: true))
      let turned = SeriesTracker(points.mapValues { -$0 }, direction: .max)
      let up = judge(RunEvidence(judged: turned, judgedIsValidation: true, direction: .max))
      #expect(up.verdict == down.verdict)
      #expect(up.ratio == down.ratio)
      #expect(up.level == down.level.map { -$0 })
      #expect(up.best?.step == down.best?.step)
      #expect(up.best?.value == down.best.map { -$0.value })
      #expect(up.equivalentSteps == down.equivalentSteps)
      #expect(up.onsetStep == down.onsetStep)
    }
  }

  @Test("A series that scatters after it exploded had made progress, and left it where it rose")
  func scattered() {
    var random = SeededRandom(seed: 3)
    let points = Curves.points(60, noise: 0.01, seed: 1) { 0.6 + 2 * exponential(-5 * $0) }
      .enumerated().map { place, point in
        var point = point
        if place >= 42 { point.value *= 50 * abs(1 + 0.5 * random.nextGaussian()) }
        return point
      }
    let judgement = judge(RunEvidence(judged: SeriesTracker(points), judgedIsValidation: true))
    #expect(judgement.verdict == .diverged)
    if case .leftItsStart = judgement.reason { Issue.record("it had made progress") }
    #expect((400...430).contains(judgement.onsetStep ?? 0))
    #expect(judgement.equivalentSteps?.lowerBound ?? 0 > 250)
  }
}
