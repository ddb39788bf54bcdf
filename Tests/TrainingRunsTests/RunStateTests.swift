import Scalars
import Testing
import TrainingRuns

struct RunStateTests {
  /// A falling loss once a minute, its last point at `end`.
  private func series(_ count: Int, end: Double, _ value: (Int) -> Double) -> [Point] {
    (0..<count).map { index in
      Point(
        step: Int64(index + 1) * 10, wallTime: end - Double(count - 1 - index) * 60,
        value: value(index))
    }
  }

  private func progress(
    now: Double?, lasts end: Double = 10_000, maxSteps: Int64? = nil, rate: (Int) -> Double
  ) -> AnalyzedRun {
    var analyzer = RunAnalyzer()
    (analyzer.now, analyzer.maxSteps) = (now, maxSteps)
    return analyzer.analyze([
      ("train/loss", series(100, end: end) { 1 + 2 / Double($0 + 1) }),
      ("train/learning_rate", series(100, end: end, rate)),
    ])
  }

  private let constant: (Int) -> Double = { _ in 1e-3 }
  private let decaying: (Int) -> Double = { 1e-3 * Double(99 - $0) / 99 }

  @Test("Of points from memory nothing is said that only files can show")
  func noFiles() {
    let run = progress(now: nil, rate: constant)
    #expect(!run.looksLikeTrials && !run.hasConcurrentWriters && run.shifts == 0)
    #expect(run.notes.allSatisfy { !$0.contains("files") })
  }

  @Test("A run that has reached the planned step is finished, whatever the time is")
  func reached() {
    for now in [nil, 10_001, 1e9] as [Double?] {
      let run = progress(now: now, maxSteps: 1000, rate: constant)
      #expect(run.progress.state == .finished && run.progress.plannedStep == 1000)
    }
  }

  @Test("One that has not is running, and stalled after a silence of ten usual gaps")
  func notReached() {
    #expect(progress(now: 10_500, maxSteps: 2000, rate: constant).progress.state == .running)
    #expect(progress(now: 10_700, maxSteps: 2000, rate: constant).progress.state == .stalled)
    #expect(progress(now: nil, maxSteps: 2000, rate: constant).progress.state == .unknown)
  }

  @Test("Where no end is planned, a rate of 0 is one after a silence")
  func rate() {
    #expect(progress(now: 10_500, rate: decaying).progress.state == .running)
    #expect(progress(now: 10_700, rate: decaying).progress.state == .finished)
    #expect(progress(now: nil, rate: decaying).progress.state == .unknown)
    #expect(progress(now: 10_700, rate: constant).progress.state == .unknown)
    #expect(progress(now: 10_700, maxSteps: 5000, rate: decaying).progress.state == .stalled)
  }

  @Test("The Trainer's closing values end a run")
  func closing() {
    let end = Point(step: 1000, wallTime: 10_000, value: 5940)
    let run = RunAnalyzer().analyze([
      ("train/loss", series(100, end: 10_000) { 1 + 2 / Double($0 + 1) }),
      ("train/train_runtime", [end]),
    ])
    #expect(run.progress.state == .finished)
  }

  @Test("No sentence about a finished run says to go on")
  func sentences() {
    let run = progress(now: 1e9, rate: decaying)
    for text in [run.reason, run.nextStep ?? ""] + run.notes {
      #expect(!text.lowercased().contains("go on") && !text.lowercased().contains("going on"))
    }
  }
}
