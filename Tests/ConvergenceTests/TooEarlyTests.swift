import Convergence
import Scalars
import TestSupport
import Testing

/// When flat says nothing yet.
struct TooEarlyTests {
  private func epochs(to end: Double) -> SeriesTracker {
    SeriesTracker(Curves.points(200) { end * $0 })
  }

  @Test("A training loss is not flat within its first epoch, and may be after it")
  func firstEpoch() {
    let points = Curves.points(200, noise: 0.005, seed: 3, Curves.flat)
    func judgement(_ end: Double, validation: Bool = false) -> Judgement {
      judge(
        RunEvidence(
          judged: SeriesTracker(points), judgedIsValidation: validation, epoch: epochs(to: end)))
    }
    #expect(judgement(0.6).verdict == .undecidable)
    #expect(judgement(0.6).stopAdvice == .goOn)
    #expect(judgement(1).verdict == .converged)
    #expect(judgement(2.5).verdict == .converged)
    #expect(judgement(0.6, validation: true).verdict == .converged)
  }

  @Test("Nothing is flat right after a warm-up, and a cosine that looks constant then has room")
  func warmUp() {
    let points = Curves.points(200, noise: 0.005, seed: 3, Curves.flat)
    func verdict(warmUp: Double, _ rate: @escaping (Double) -> Double = { _ in 1 }) -> Verdict {
      let rates = Curves.points(200) { $0 < warmUp ? $0 / warmUp : rate($0) }
      return judge(
        RunEvidence(
          judged: SeriesTracker(points), judgedIsValidation: true,
          learningRate: SeriesTracker(rates))
      ).verdict
    }
    #expect(verdict(warmUp: 0.6) == .undecidable)
    #expect(verdict(warmUp: 0.3) == .plateaued)
    #expect(verdict(warmUp: 0.05) == .converged)
  }

  @Test("A loss that rises with the learning rate is worse, but not to be stopped before it falls")
  func rewarming() {
    let loss = Curves.points(60, noise: 0.02, seed: 3) { 2 + 0.6 * $0 }
    func judgement(_ rate: (Double) -> Double) -> Judgement {
      judge(
        RunEvidence(
          judged: SeriesTracker(loss), learningRate: SeriesTracker(Curves.points(60, rate))))
    }
    let rising = judgement { $0 }
    #expect(rising.verdict == .worsening && rising.stopAdvice == .goOn)
    let constant = judgement { _ in 1 }
    #expect(constant.verdict == .worsening && constant.stopAdvice == .stop)
  }

  @Test("Epoch stairs count from the first boundary on")
  func stairs() {
    let points = Curves.points(300, noise: 0.01, seed: 1) { $0 < 0.7 ? 1 : 0.6 }
    let run = RunEvidence(
      judged: SeriesTracker(points), epoch: SeriesTracker(Curves.points(300) { 1.428 * $0 }))
    #expect(judge(run).flags.contains { $0.dataName == "epoch-stairs" })
  }
}
