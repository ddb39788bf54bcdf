import Convergence
import Scalars

extension Sentences {
  /// All remarks on a run: its flags, then how its files were joined.
  package func notes(on report: AnalyzedRun) -> [String] {
    guesses(report.metric) + flags(of: report).map(flag) + restarts(of: report)
      + readingNotes(report)
  }

  /// Remarks on what was guessed in the choice of series.
  private func guesses(_ metric: MetricChoice?) -> [String] {
    guard let metric else { return [] }
    var notes: [String] = []
    if metric.reason == .first {
      notes.append("No name is known: \(metric.name) is the first series (--metric chooses).")
    }
    if [.trend, .siblings].contains(metric.directionReason) {
      let better = metric.direction == .min ? "lower" : "higher"
      let runs = metric.directionReason == .siblings ? " in most runs" : ""
      notes.append(
        "Its name does not say which way \(metric.name) gets better: \(better) is guessed from "
          + "its curve\(runs) (--min or --max decides).")
    }
    return notes
  }

  /// The flags that get a sentence.
  ///
  /// A learning rate of almost 0 matters only if the run is improving. The flag `resumed` is left
  /// out if restarts are known, since these say more.
  private func flags(of report: AnalyzedRun) -> [Flag] {
    judgement.flags.filter { flag in
      switch flag {
      case .learningRateExhausted: judgement.verdict == .improving
      case .resumed: report.restarts.isEmpty
      case .epochStairs: !isToldOfStairs
      case .recognised(let observation): !isSaid(observation)
      // The noise is that of the zeros, so every value before them would count as a spike.
      case .spikes: !endsInBrokenZeros
      default: true
      }
    }
  }

  private var isToldOfStairs: Bool {
    if case .fallsAtEpochEnds = judgement.reason { return true }
    return false
  }

  private var endsInBrokenZeros: Bool {
    if case .zeroLoss = judgement.reason { return true }
    return false
  }

  /// Whether the reason of the verdict already contains the finding.
  private func isSaid(_ observation: Observation) -> Bool {
    switch judgement.reason {
    case .recognised(observation): return true
    case .zeroLoss: return observation.dataName == "exactly-zero"
    default: return false
    }
  }

  /// Up to this many restarts are listed; of more, only the first one and their number.
  private static let mostRestarts = 3

  private func restarts(of report: AnalyzedRun) -> [String] {
    let all = report.restarts
    guard all.count > Self.mostRestarts, let first = all.first else { return all.map(restart) }
    let points = all.reduce(0) { $0 + Int($1.supersededPoints) }
    let lost = points > 0 ? ", \(counted(points, "point")) superseded in all." : "."
    return [restart(first), counted(all.count - 1, "more restart") + lost]
  }

  private func restart(_ restart: RestartFacts) -> String {
    if restart.supersededPoints == 0 {
      return "Resumed at step \(step(restart.step)); nothing was written twice."
    }
    let steps =
      restart.reachedStep > restart.step
      ? "steps \(step(restart.step)) to \(step(restart.reachedStep)) were"
      : "step \(step(restart.step)) was"
    if restart.continuesLevel {
      return "Began again at step \(step(restart.step)) at the level that had been reached: "
        + "the job continued from a checkpoint and counted its steps from the beginning; "
        + "\(steps) written twice; "
        + "kept the later points, \(counted(Int(restart.supersededPoints), "point")) superseded "
        + "(--overlap append puts them after the earlier ones)."
    }
    return "Resumed at step \(step(restart.step)): \(steps) written twice; kept the later points, "
      + "\(counted(Int(restart.supersededPoints), "point")) superseded (--overlap raw keeps both)."
  }

  private func readingNotes(_ report: AnalyzedRun) -> [String] {
    var notes: [String] = []
    if report.numbersPoints {
      notes.append(
        "The logged steps never advance: the points are numbered from 0 in the order in which "
          + "they were written, and these numbers are shown as steps.")
    }
    if report.looksLikeTrials {
      notes.append(
        "Several files begin again at the first step: if they are separate experiments, use "
          + "--run-per-file; if each continues the training of the one before, use --overlap append."
      )
    }
    if report.shifts > 0 {
      notes.append(
        "Steps that were repeated were shifted \(report.shifts == 1 ? "once" : "\(report.shifts) times") "
          + "to continue after the earlier ones (--overlap append): steps here differ from the logged ones."
      )
    } else if report.stepDecreases > 1, let metric = report.metric {
      notes.append(
        "The steps of \(metric.name) go back \(report.stepDecreases) times within a file: if a new "
          + "epoch or call of fit began each time, --overlap append makes them continue.")
    }
    if report.hasConcurrentWriters {
      notes.append("Several jobs wrote at the same time; their points are merged by wall time.")
    }
    if report.reading.duplicatePoints > 0 {
      notes.append(
        "\(counted(Int(report.reading.duplicatePoints), "point")) written twice, exactly equal; "
          + "counted once (--overlap raw keeps both).")
    }
    if report.reading.damagedRecords > 0 {
      notes.append(
        "\(counted(Int(report.reading.damagedRecords), "damaged record")) skipped "
          + "(tfevents verify says where).")
    }
    if report.reading.unreadableFiles > 0 {
      notes.append("\(counted(report.reading.unreadableFiles, "file")) could not be read.")
    }
    return notes
  }
}
