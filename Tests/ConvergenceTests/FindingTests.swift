import Convergence
import Scalars
import Statistics
import TestSupport
import Testing

/// What is recognized in a run's numbers before it is judged; seeds represent any noise.
struct FindingTests {
  static let seeds = Array(UInt64(1)...20)

  func curve(_ count: Int, _ seed: UInt64, noise: Double = 0.02) -> [Point] {
    Curves.points(count, noise: noise, seed: seed, Curves.falling)
  }

  /// The points with another value from a share of the way on.
  func tail(_ points: [Point], from share: Double, _ value: (Point) -> Double) -> [Point] {
    points.enumerated().map { index, point in
      Double(index) < share * Double(points.count)
        ? point : Point(step: point.step, wallTime: point.wallTime, value: value(point))
    }
  }

  func names(_ judgement: Judgement) -> [String] { judgement.flags.map(\.dataName) }

  @Test("A loss that falls to exactly 0 from a height is broken, not improving", arguments: seeds)
  func exactlyZero(seed: UInt64) {
    for share in [0.1, 0.5, 0.9] {
      let judgement = judge(
        RunEvidence(judged: SeriesTracker(tail(curve(300, seed), from: share) { _ in 0 })))
      #expect(judgement.verdict == .undecidable && names(judgement).first == "exactly-zero")
      #expect(judgement.forecast == nil && judgement.stopAdvice == .goOn)
    }
  }

  @Test("A loss that comes down to 0 little by little is none of that", arguments: seeds)
  func trulyZero(seed: UInt64) {
    let hinge = Curves.points(300, noise: 0.03, seed: seed) { 1 - 2 * $0 }.mapValues { max(0, $0) }
    let rounded = Curves.points(300, noise: 0, seed: seed) { exponential(-20 * $0) }
      .mapValues { ($0 * 10_000).rounded() / 10_000 }
    for points in [hinge, rounded] {
      let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
      #expect(judgement.verdict != .undecidable)
    }
  }

  @Test("A loss that scatters and then is one number to the last bit is broken", arguments: seeds)
  func exactlyConstant(seed: UInt64) {
    let points = tail(curve(300, seed), from: 0.6) { _ in 0.7654321 }
    let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
    #expect(judgement.verdict == .undecidable && names(judgement).first == "exactly-constant")
  }

  @Test(
    "A loss that comes to rest, is rounded or is kept to 8 bits may stand still", arguments: seeds)
  func comesToRest(seed: UInt64) {
    let exact = Curves.points(300, noise: 0, seed: seed) { 0.3 + exponential(-80 * $0) }
    let noisy = Curves.points(300, noise: 0.002, seed: seed) { 0.312 + exponential(-20 * $0) }
    let rounded = noisy.mapValues { ($0 * 100).rounded() / 100 }
    let brief = noisy.mapValues { (($0 + 1) * 128).rounded() / 128 }
    for points in [exact, rounded, brief] {
      #expect(
        !names(judge(RunEvidence(judged: SeriesTracker(points)))).contains("exactly-constant"))
    }
  }

  @Test("A series that never moved is plateaued, whichever way is better")
  func neverMoved() {
    for value in [0, 1.5, -200] {
      for direction in [Direction.min, .max] {
        let points = Curves.points(100, noise: 0, seed: 1) { _ in value }
        let judgement = judge(
          RunEvidence(judged: SeriesTracker(points, direction: direction), direction: direction))
        #expect(judgement.verdict == .plateaued)
        #expect(names(judgement).contains(value == 0 ? "exactly-zero" : "exactly-constant"))
      }
    }
  }

  @Test("An accuracy may come to stand at 1, and a reward at its most")
  func saturated() {
    let points = Curves.points(200, noise: 0.01, seed: 3) { min(1, 0.2 + 2 * $0) }
      .mapValues { min(1, $0 + 0.05) }
    let judgement = judge(
      RunEvidence(
        judged: SeriesTracker(points, direction: .max), judgedIsValidation: true, direction: .max))
    #expect(judgement.verdict == .converged)
    #expect(!names(judgement).contains("exactly-constant"))
  }

  @Test("Where the evaluation stands still or is no number, training is judged", arguments: seeds)
  func brokenEvaluations(seed: UInt64) {
    let train = SeriesTracker(curve(300, seed))
    let validation = Curves.points(30, noise: 0.01, seed: seed, Curves.flat)
    let series: [(String, [Point])] = [
      ("broken-evaluation", validation.mapValues { _ in .nan }),
      ("broken-evaluation", tail(validation, from: 0.5) { _ in .infinity }),
      ("frozen-evaluation", validation.mapValues { _ in 0.7 }),
      ("frozen-evaluation", tail(validation, from: 0.4) { _ in 1.0123 }),
    ]
    for (name, points) in series {
      let judgement = judge(
        RunEvidence(judged: SeriesTracker(points), judgedIsValidation: true, train: train))
      #expect(judgement.isOfTrain && names(judgement).first == name)
      #expect(judgement.points == 300)
      #expect(![.diverged, .converged, .overfitting].contains(judgement.verdict))
    }
  }

  @Test("A measure that is always at its worst value is reported, one at its best is not")
  func worstMeasures() {
    for (value, direction, isWorst) in [
      (0.0, Direction.max, true), (1, .max, false), (0, .min, false), (1, .min, true),
    ] {
      let measure = Curves.points(30, noise: 0, seed: 1) { _ in value }
      let run = RunEvidence(
        judged: SeriesTracker(Curves.points(30, noise: 0.01, seed: 2, Curves.flat)),
        judgedIsValidation: true,
        others: [OtherSeries("wer", SeriesTracker(measure), direction: direction)])
      #expect(names(judge(run)).contains("frozen-evaluation") == isWorst, "\(value) \(direction)")
    }
    let rank = OtherSeries(
      "median_rank", SeriesTracker(Curves.points(30, noise: 0, seed: 1) { _ in 1 }),
      direction: .min, bounds: 1...Double.infinity)
    let run = RunEvidence(
      judged: SeriesTracker(Curves.points(30, noise: 0.01, seed: 2, Curves.flat)),
      judgedIsValidation: true, others: [rank])
    #expect(!names(judge(run)).contains("frozen-evaluation"))
  }

  @Test("Where training is no number either, the run diverged", arguments: seeds)
  func brokenTraining(seed: UInt64) {
    let train = tail(curve(300, seed), from: 0.5) { _ in .nan }
    let validation = tail(
      Curves.points(30, noise: 0.01, seed: seed, Curves.flat), from: 0.5
    ) { _ in .nan }
    let judgement = judge(
      RunEvidence(
        judged: SeriesTracker(validation), judgedIsValidation: true, train: SeriesTracker(train)))
    #expect(judgement.verdict == .diverged && !judgement.isOfTrain)
  }

  @Test("A rate that rises by a factor at each step is a range test", arguments: seeds)
  func rangeTest(seed: UInt64) throws {
    let rate = Curves.points(150, noise: 0, seed: seed) { 1e-7 * exponential(18 * $0) }
    let loss = Curves.points(150, noise: 0.02, seed: seed) { (x: Double) -> Double in
      let learned = 1.2 * min(1, max(0, 2 * x - 0.6))
      return 2.3 - learned + (x > 0.85 ? exponential(40 * (x - 0.85)) - 1 : 0)
    }
    let judgement = judge(
      RunEvidence(judged: SeriesTracker(loss), learningRate: SeriesTracker(rate)))
    #expect(judgement.verdict == .undecidable && names(judgement).contains("range-test"))
    let best = try #require(judgement.evidence.first { $0.name == "range-test-best-step" })
    #expect((1100...1350).contains(best.value))
  }

  @Test("A warm-up, a constant rate and a schedule are no range tests", arguments: seeds)
  func noRangeTest(seed: UInt64) {
    let rates: [(Double) -> Double] = [
      { min(1, 5 * $0) }, { _ in 1e-3 }, { 1 - $0 }, { $0 },
    ]
    for rate in rates {
      let judgement = judge(
        RunEvidence(
          judged: SeriesTracker(curve(200, seed)),
          learningRate: SeriesTracker(Curves.points(200, noise: 0, seed: 1, rate))))
      #expect(!names(judgement).contains("range-test"))
    }
  }

  @Test(
    "A run whose loss is on another scale since a resume is judged from there", arguments: seeds)
  func scaleJump(seed: UInt64) {
    for factor in [0.1, 2, 8, 1000] {
      let points = tail(curve(400, seed, noise: 0.005), from: 0.5) { factor * $0.value }
      var run = RunEvidence(judged: SeriesTracker(points))
      run.restarts = [points[200].step]
      let judgement = judge(run)
      #expect(names(judgement).contains("scale-jump"), "\(factor)")
      #expect([.improving, .converged, .plateaued].contains(judgement.verdict), "\(factor)")
      #expect(judgement.points == 400 && judgement.first == points[0])
      run.restarts = []
      #expect(!names(judge(run)).contains("scale-jump"))
    }
  }

  @Test("A loss that comes back after a resume, or leaves its level later, is on its old scale")
  func noScaleJump() {
    for seed in Self.seeds {
      let points = curve(400, seed, noise: 0.005)
      let step = points[200].step
      let back = tail(points, from: 0.5) {
        $0.value + 2 * exponential(-Double($0.step - step) / 80)
      }
      let later = tail(points, from: 0.65) { $0.value + 8 }
      for run in [points, back, later] {
        var evidence = RunEvidence(judged: SeriesTracker(run))
        evidence.restarts = [step]
        #expect(!names(judge(evidence)).contains("scale-jump"))
      }
    }
  }

  @Test("A loss that rises with a weight is judged where the weight stands still", arguments: seeds)
  func risingWeight(seed: UInt64) {
    func run(weightEnds end: Double) -> Judgement {
      let weight = Curves.points(400, noise: 0, seed: seed) { min(1, $0 / end) }
      let loss = Curves.points(400, noise: 0.2, seed: seed) { x in
        26 + 50 * exponential(-30 * x) + 13 * min(1, x / end)
      }
      var evidence = RunEvidence(judged: SeriesTracker(loss))
      evidence.weights = [NamedSeries("train/kl_weight", SeriesTracker(weight))]
      return judge(evidence)
    }
    #expect([.converged, .plateaued].contains(run(weightEnds: 0.5).verdict))
    #expect(run(weightEnds: 1).verdict == .undecidable)
    #expect(names(run(weightEnds: 0.5)).contains("rising-weight"))
  }

  @Test("A weight logged per step raises a loss logged per epoch by design, too", arguments: seeds)
  func risingWeightBesideEpochs(seed: UInt64) {
    let weight = Curves.points(6000, every: 1, noise: 0, seed: seed) { min(1, $0 / 0.5) }
    let loss = Curves.points(60, every: 100, noise: 0.2, seed: seed) { x in
      26 + 50 * exponential(-30 * x) + 13 * min(1, x / 0.5)
    }
    let epochs = loss.map {
      Point(step: $0.step / 100, wallTime: $0.wallTime, value: $0.value)
    }
    var evidence = RunEvidence(judged: SeriesTracker(epochs))
    evidence.weights = [NamedSeries("train/kl_weight", SeriesTracker(weight))]
    let judgement = judge(evidence)
    #expect([.converged, .plateaued].contains(judgement.verdict))
    #expect(names(judgement).contains("rising-weight"))
  }

  @Test("A weight that rises again and again raises the loss by design, too", arguments: seeds)
  func cyclicWeight(seed: UInt64) {
    for height in [2.0, 13, 40] {
      let cycle = { (x: Double) in min(1, 2 * (3.9 * x).truncatingRemainder(dividingBy: 1)) }
      let weight = Curves.points(400, noise: 0, seed: seed, cycle)
      let loss = Curves.points(400, noise: 0.1, seed: seed) { x in
        26 + 50 * exponential(-30 * x) + height * cycle(x)
      }
      var evidence = RunEvidence(judged: SeriesTracker(loss))
      evidence.weights = [NamedSeries("train/kl_weight", SeriesTracker(weight))]
      let judgement = judge(evidence)
      #expect(![.diverged, .worsening].contains(judgement.verdict), "\(height)")
      #expect(names(judgement).contains("rising-weight"), "\(height)")
      let other = Curves.points(400, noise: 0.1, seed: seed) { 1 + $0 }
      evidence.weights = [NamedSeries("beta", SeriesTracker(other))]
      #expect(!names(judge(evidence)).contains("rising-weight"), "\(height)")
    }
  }

  @Test("Where training falls, a rising validation loss is not by design")
  func overfittingBesideAWeight() {
    let weight = Curves.points(300, noise: 0, seed: 1) { $0 }
    var run = RunEvidence(
      judged: SeriesTracker(Curves.points(60, noise: 0.005, seed: 2, Curves.turning)),
      judgedIsValidation: true, train: SeriesTracker(curve(300, 3)))
    run.weights = [NamedSeries("beta", SeriesTracker(weight))]
    let judgement = judge(run)
    #expect(judgement.verdict == .overfitting && !names(judgement).contains("rising-weight"))
  }

  @Test("Every number of what is recognised stands in the evidence")
  func evidence() {
    let points = tail(curve(300, 1), from: 0.6) { _ in 0 }
    let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
    guard case .recognised(let observation) = judgement.reason else {
      Issue.record("\(judgement.reason)")
      return
    }
    for fact in observation.facts { #expect(judgement.evidence.contains(fact)) }
    #expect(observation.facts.map(\.name) == ["constant-since", "constant-points"])
    #expect(observation.facts.map(\.value) == [Double(points[180].step), 120])
  }
}
