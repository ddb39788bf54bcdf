import Convergence
import Scalars
import Testing
import TextFormats
import TrainingRuns

@Suite("What a run is said to be, and what to do about it")
struct SentenceTests {
  private func sentences(_ judgement: Judgement) -> Sentences {
    Sentences(judgement, metric: nil, numbers: ReadableNumbers(unicode: false))
  }

  /// A run that lost its level at step 100, whose best value was at `best`.
  private func diverged(best: Int64, surge: Int64? = nil) -> Judgement {
    var judgement = Judgement(
      verdict: .diverged,
      reason: .gaveBackProgress(best: 1, now: 3, share: 1, since: 100, inTrain: true),
      direction: .min)
    judgement.steps = 10...500
    judgement.onsetStep = 100
    judgement.best = Extreme(value: 1, step: best)
    if let surge { judgement.flags = [.gradientSurge(step: surge, value: 9, factor: 8)] }
    return judgement
  }

  @Test("A surge of the gradient norm up to where a divergence began is its first sign")
  func surge() {
    for (step, isSign) in [(Int64(99), true), (100, true), (101, false)] {
      let judgement = diverged(best: 10, surge: step)
      let said = sentences(judgement)
      #expect(said.flag(judgement.flags[0]).hasPrefix("First sign") == isSign, "\(step)")
      #expect(said.next(checkpoint: nil).contains("before step \(step) ") == isSign, "\(step)")
    }
  }

  @Test("A diverged run restarts from its best step if that came before the onset, else before it")
  func restart() {
    #expect(sentences(diverged(best: 99)).next(checkpoint: nil).contains("from step 99 "))
    #expect(sentences(diverged(best: 100)).next(checkpoint: nil).contains("before step 100 "))
    #expect(sentences(diverged(best: 300)).next(checkpoint: nil).contains("before step 100 "))
  }

  @Test("A run that still improves goes on, with a new schedule where the rate is used up")
  func newSchedule() {
    var judgement = Judgement(
      verdict: .improving, reason: .gainToCome(before: 2, now: 1, since: 10, needed: 0.1),
      direction: .min)
    #expect(!sentences(judgement).next(checkpoint: nil).contains("new schedule"))
    judgement.flags = [.learningRateExhausted(step: 90, rate: 0, share: 0)]
    #expect(sentences(judgement).next(checkpoint: nil).contains("new schedule"))
  }

  @Test("A checkpoint is kept by its name, with the best step where it is of another one")
  func checkpoint() {
    var judgement = Judgement(
      verdict: .converged, reason: .flat(needed: 0.1, since: 200), direction: .min)
    judgement.best = Extreme(value: 1, step: 300)
    for (step, namesBest) in [(Int64(300), false), (310, true)] {
      let kept = BestCheckpoint(
        name: "last.ckpt", step: step, standing: namesBest ? .asGood : .best)
      let said = sentences(judgement).next(checkpoint: kept)
      #expect(said.contains("last.ckpt") && said.contains("300") == namesBest, "\(step)")
    }
  }

  @Test("A flat loss hears that its learning rate could decay, if it has not done so")
  func decay() {
    func next(direction: Direction = .min, _ rate: (Int64) -> Double) -> String {
      var (loss, rates) = (SeriesTracker(), SeriesTracker())
      for step in 0..<Int64(300) {
        let value = 1 + (direction == .min ? 2 : -2) / Double(1 + step * step)
        loss.push(Point(step: step, wallTime: 1, value: value + (step % 2 == 0 ? 0.001 : 0)))
        rates.push(Point(step: step, wallTime: 1, value: rate(step)))
      }
      let run = RunEvidence(judged: loss, direction: direction, learningRate: rates)
      return sentences(judge(run)).next(checkpoint: nil)
    }
    #expect(next { _ in 1e-3 }.contains("is still near its peak"))
    #expect(next { min(1e-3, 1e-4 * Double($0)) }.contains("is still near its peak"))
    #expect(!next { 1e-3 / Double(1 + $0) }.contains("decay"))
    #expect(!next(direction: .max) { _ in 1e-3 }.contains("decay"))
  }

  @Test("One step is not named as a range of steps")
  func singleStep() {
    let said = sentences(diverged(best: 10))
    #expect(
      said.flag(.nonFinite(first: 3, last: 3, count: 1, points: 9)).contains("at step 3."))
    #expect(
      said.flag(.nonFinite(first: 3, last: 4, count: 2, points: 9)).contains("at steps 3 to 4."))
  }

  @Test("A learning rate is named as it was set, without zeros at its end")
  func rate() {
    var judgement = Judgement(
      verdict: .plateaued, reason: .neverLearned(start: 2, now: 2, classes: nil), direction: .min)
    judgement.rateFault = .tooHigh(rate: 0.5)
    #expect(sentences(judgement).next(checkpoint: nil).contains("(0.5)"))
  }
}
