import Convergence
import Scalars
import Testing

struct NonFiniteTests {
  let good = Curves.points(100, noise: 0.01, seed: 1, Curves.falling)

  func tail(_ count: Int, after points: [Point], value: Double = .nan) -> [Point] {
    let last = points.last?.step ?? 0
    return points
      + (0..<count).map { Point(step: last + 10 * Int64($0 + 1), wallTime: 0, value: value) }
  }

  @Test("A loss that became NaN and stayed so is diverged since its first NaN")
  func endsInNaN() {
    let judgement = judge(RunEvidence(judged: SeriesTracker(tail(10, after: good))))
    #expect(judgement.verdict == .diverged)
    #expect(
      judgement.reason == .endsNonFinite(since: 1000, count: 10, points: 110, inTrain: true))
    #expect(judgement.onsetStep == 1000)
    #expect(judgement.best?.value.isFinite == true)
    #expect(judgement.flags == [.nonFinite(first: 1000, last: 1090, count: 10, points: 110)])
  }

  @Test("A loss ends in NaN with three of them or a twentieth of its steps, whichever comes first")
  func shortestTail() {
    for (count, verdict) in [(2, Verdict.improving), (3, .diverged)] {
      let judged = SeriesTracker(tail(count, after: good))
      #expect(judge(RunEvidence(judged: judged)).verdict == verdict, "\(count)")
    }
    for (distance, verdict) in [(Int64(40), Verdict.improving), (60, .diverged)] {
      let late = Point(step: 990 + distance, wallTime: 0, value: .nan)
      let judged = SeriesTracker(good + [late])
      #expect(judge(RunEvidence(judged: judged)).verdict == verdict, "\(distance)")
    }
  }

  @Test("NaNs in the midst of a run are a flag, not a verdict, and never the best value")
  func passingNaN() {
    var points = good
    for i in [20, 21, 50] { points[i].value = i == 50 ? -.infinity : .nan }
    let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
    #expect(judgement.verdict == .improving)
    #expect(judgement.flags.contains(.nonFinite(first: 200, last: 500, count: 3, points: 100)))
    #expect(judgement.best?.value.isFinite == true)
  }

  @Test("A run that never had a finite loss is diverged, however short it is")
  func neverFinite() {
    for count in [1, 3, 40] {
      let judgement = judge(RunEvidence(judged: SeriesTracker(tail(count, after: []))))
      #expect(judgement.verdict == .diverged, "\(count)")
      #expect(judgement.reason == .neverFinite(points: count, inTrain: true))
    }
  }

  @Test("A loss of exactly zero beside a gradient norm of NaN is diverged: the trainer hid the NaN")
  func zeroLoss() {
    let loss = tail(11, after: [Point(step: 5, wallTime: 0, value: 2.27)], value: 0)
    let norm = tail(12, after: [])
    let judgement = judge(
      RunEvidence(judged: SeriesTracker(loss), gradientNorm: SeriesTracker(norm)))
    #expect(judgement.verdict == .diverged)
    #expect(judgement.reason == .zeroLoss(since: 15, count: 11))
    #expect(judgement.flags.contains(.filteredNonFinite(since: 15, count: 11)))
  }

  @Test("A gradient norm that is infinite now and then, as mixed precision has it, means nothing")
  func passingInfinities() {
    var norm = Curves.points(100) { _ in 1 }
    for i in [10, 40, 41, 70, 99] { norm[i].value = .infinity }
    let run = RunEvidence(judged: SeriesTracker(good), gradientNorm: SeriesTracker(norm))
    #expect(judge(run).verdict == .improving)
  }

  @Test("A training loss that stays NaN makes a run diverged whose validation loss is not NaN yet")
  func trainEndsInNaN() {
    let validation = Curves.points(20, every: 50, noise: 0.01, seed: 3, Curves.falling)
    let judgement = judge(
      RunEvidence(
        judged: SeriesTracker(validation), judgedIsValidation: true,
        train: SeriesTracker(tail(10, after: good))))
    #expect(judgement.verdict == .diverged)
    #expect(judgement.reason.since == 1000)
  }

  @Test("A validation loss that stays finite shows that only the training loss's mean is NaN")
  func trainMeanIsNaN() {
    let train = SeriesTracker(tail(50, after: good))
    for (isLoss, verdict) in [(true, Verdict.improving), (false, .diverged)] {
      let run = RunEvidence(
        judged: SeriesTracker(
          Curves.points(30, every: 50, noise: 0.01, seed: 3, Curves.falling)),
        judgedIsValidation: true, judgedIsLoss: isLoss, train: train)
      let judgement = judge(run)
      #expect(judgement.verdict == verdict, "\(isLoss)")
      #expect(judgement.flags.contains { $0.dataName == "broken-train" } == isLoss)
    }
    // The same, if the validation loss counts epochs.
    let epochs = Curves.points(30, every: 50, noise: 0.01, seed: 3, Curves.falling)
      .enumerated().map { Point(step: Int64($0), wallTime: $1.wallTime, value: $1.value) }
    let run = RunEvidence(
      judged: SeriesTracker(epochs), judgedIsValidation: true, judgedIsLoss: true, train: train)
    #expect(judge(run).verdict == .improving)
  }

  @Test("A training loss that became NaN after the last evaluation made the run diverge")
  func noEvaluationSince() {
    let train = tail(4, after: Curves.points(17, every: 1, noise: 0.01, seed: 4, Curves.falling))
      .map { Point(step: $0.step, wallTime: 1_000 + 1_000 * Double($0.step), value: $0.value) }
    let steps = Curves.points(170, every: 100, noise: 0.01, seed: 3, Curves.falling)
    let run = RunEvidence(
      judged: SeriesTracker(steps), judgedIsValidation: true, judgedIsLoss: true,
      train: SeriesTracker(train))
    #expect(judge(run).verdict == .diverged)
  }

  @Test("The first sign of a divergence is where the gradient norm passed eight times its median")
  func gradientSurge() throws {
    var norm = SeriesTracker(tracksSpikes: false, tracksSurges: true)
    for i in 0..<110 {
      let value = i < 95 ? 1 + 0.1 * Double(i % 3) : Double(i - 86)
      norm.push(Point(step: Int64(i) * 10, wallTime: 0, value: value))
    }
    let run = RunEvidence(judged: SeriesTracker(tail(10, after: good)), gradientNorm: norm)
    let surge = try #require(
      judge(run).flags.first { $0.dataName == "gradient-surge" })
    #expect(surge == .gradientSurge(step: 950, value: 9, factor: 9 / 1.1))
  }

  @Test("One or two bad evaluations at the end, beside a sound training loss, are no divergence")
  func badEvaluations() {
    for count in [1, 2] {
      let judged = SeriesTracker(tail(count, after: Array(good.prefix(20))))
      let train = SeriesTracker(
        Curves.points(20 + count, noise: 0.01, seed: 2, Curves.falling))
      let run = RunEvidence(judged: judged, judgedIsValidation: true, train: train)
      #expect(judge(run).verdict == .improving, "\(count)")
    }
  }
}
