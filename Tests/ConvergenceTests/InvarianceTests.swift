import Convergence
import Scalars
import TestSupport
import Testing

/// Changes that must not change a verdict, over a hundred seeded curves of every kind.
struct InvarianceTests {
  struct Sample {
    var judged: [Point]
    var train: [Point]
    var rate: [Point]

    init(_ seed: Int) {
      let shapes = [Curves.falling, Curves.flat, Curves.turning, Curves.collapsing]
      let noise = [0.001, 0.01, 0.05, 0.2][seed / 4 % 4]
      let seed = UInt64(seed)
      var random = SeededRandom(seed: seed)
      let count = Int.random(in: 20...400, using: &random)
      judged = Curves.points(count, noise: noise, seed: seed, shapes[Int(seed % 4)])
      train = Curves.points(2 * count, every: 5, noise: noise, seed: seed + 1000, Curves.falling)
      rate = Curves.points(count) { 1e-3 * (1.2 - $0) }
    }

    func judgement(
      steps: Int64 = 1, values: (Double) -> Double = { $0 },
      parameters: JudgeParameters = .normal
    ) -> Judgement {
      func tracker(_ points: [Point], _ change: (Double) -> Double) -> SeriesTracker {
        SeriesTracker(
          points.map {
            Point(step: $0.step * steps, wallTime: $0.wallTime, value: change($0.value))
          }, tracksSpikes: false)
      }
      return judge(
        RunEvidence(
          judged: tracker(judged, values), judgedIsValidation: true, train: tracker(train, values),
          learningRate: tracker(rate) { $0 }), parameters: parameters)
    }
  }

  @Test("Verdicts do not change when steps are scaled")
  func stepScale() {
    for seed in 0..<100 {
      let sample = Sample(seed)
      let plain = sample.judgement()
      for factor: Int64 in [2, 7, 1000] {
        let scaled = sample.judgement(steps: factor)
        #expect(scaled.verdict == plain.verdict, "seed \(seed)")
        #expect(scaled.onsetStep == plain.onsetStep.map { $0 * factor }, "seed \(seed)")
        #expect(scaled.convergedSince == plain.convergedSince.map { $0 * factor }, "seed \(seed)")
        let difference = abs((scaled.ratio ?? 0) - (plain.ratio ?? 0))
        #expect(difference < 1e-6, "seed \(seed)")
      }
    }
  }

  @Test("Verdicts do not change when values are multiplied by a positive constant")
  func valueScale() {
    for seed in 0..<100 {
      let sample = Sample(seed)
      let plain = sample.judgement()
      for factor in [1024, 3.7, 1e-6] {
        let scaled = sample.judgement(values: { $0 * factor })
        #expect(scaled.verdict == plain.verdict, "seed \(seed)")
        #expect(abs((scaled.ratio ?? 0) - (plain.ratio ?? 0)) < 1e-6, "seed \(seed)")
        #expect(scaled.best?.step == plain.best?.step, "seed \(seed)")
      }
    }
  }

  @Test("Verdicts do not change when values are shifted, where the scale is given")
  func valueShift() {
    let parameters = JudgeParameters(scale: 2)
    for seed in 0..<100 {
      let sample = Sample(seed)
      let plain = sample.judgement(parameters: parameters)
      for shift in [-1, 1000, -50.5] {
        let shifted = sample.judgement(values: { $0 + shift }, parameters: parameters)
        #expect(shifted.verdict == plain.verdict, "seed \(seed)")
        #expect(abs((shifted.ratio ?? 0) - (plain.ratio ?? 0)) < 1e-6, "seed \(seed)")
      }
    }
  }

  @Test("Verdicts do not change with how densely a curve is logged")
  func density() {
    for seed in 0..<100 {
      let shape = [Curves.falling, Curves.flat, Curves.turning, Curves.collapsing][seed % 4]
      let verdicts = [(400, 10), (800, 5), (2000, 2), (4000, 1)].map { count, every in
        verdict(
          Curves.points(count, every: Int64(every), noise: 0.003, seed: UInt64(seed), shape),
          validation: true)
      }
      #expect(Set(verdicts).count == 1, "seed \(seed): \(verdicts)")
    }
  }

  @Test("Verdicts do not change when a dense start is followed by sparse logging")
  func denseStart() {
    for seed in 0..<100 {
      let shape = [Curves.falling, Curves.flat, Curves.turning, Curves.collapsing][seed % 4]
      let even = Curves.points(2000, every: 1, noise: 0.003, seed: UInt64(seed), shape)
      let sparse = even.filter { $0.step < 100 || $0.step % 10 == 0 }
      #expect(
        verdict(even, validation: true) == verdict(sparse, validation: true), "seed \(seed)")
    }
  }

  @Test("The order in which the points of two series come in does not matter")
  func interleaving() {
    for seed in 0..<100 {
      let sample = Sample(seed)
      var random = SeededRandom(seed: UInt64(seed))
      var run = RunEvidence(judged: SeriesTracker(tracksSpikes: false), judgedIsValidation: true)
      var train = SeriesTracker(tracksSpikes: false)
      var (i, j) = (0, 0)
      while i < sample.judged.count || j < sample.train.count {
        if j == sample.train.count || (i < sample.judged.count && Bool.random(using: &random)) {
          run.judged.push(sample.judged[i])
          i += 1
        } else {
          train.push(sample.train[j])
          j += 1
        }
      }
      run.train = train
      run.learningRate = SeriesTracker(sample.rate, tracksSpikes: false)
      #expect(judge(run) == sample.judgement(), "seed \(seed)")
    }
  }

  @Test("Asking in between changes nothing: a stream's judgement is that of its prefix")
  func streaming() {
    for seed in 0..<100 {
      let points = Sample(seed).judged
      var stream = SeriesTracker()
      for (i, point) in points.enumerated() {
        stream.push(point)
        guard i % 37 == 5 else { continue }
        let prefix = SeriesTracker(Array(points.prefix(i + 1)))
        #expect(
          judge(RunEvidence(judged: stream)) == judge(RunEvidence(judged: prefix)), "seed \(seed)")
      }
    }
  }
}
