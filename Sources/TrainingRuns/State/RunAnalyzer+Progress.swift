import Convergence
package import LogDirectories
import Scalars

extension RunAnalyzer {
  /// How far a run has come, and whether it is still running.
  ///
  /// A run is finished if the planned step or epoch is reached, if the trainer logged its closing
  /// values at the last step, or if the log says so. After a long silence it is also finished if
  /// the next point would be after the planned end, or if no end is planned and the learning rate
  /// is at most 1 % of its peak. A rate of 0 without silence does not mean the end, because
  /// schedules restart.
  package func progress(
    of choice: JudgedSeries, _ series: [RunSeries], _ statistics: [SeriesStatistics],
    _ notes: ReadingNotes
  ) -> RunProgress {
    var progress = RunProgress()
    let counted = [choice.metric, choice.paired, choice.learningRate].compactMap(\.self)
      .filter { statistics[$0].points > 0 }
    let longest = counted.map { statistics[$0] }.max { $0.maximumStep < $1.maximumStep }
    guard let longest else { return progress }
    let epochs = choice.epoch.map { statistics[$0] }.flatMap { $0.points > 0 ? $0 : nil }
    progress.step = longest.maximumStep
    let planned = plannedEnd(notes)
    (progress.plannedStep, progress.plannedEpochs) = (planned.step, planned.epochs)
    progress.epoch = epochs.map(\.maximum)
    let quiet = quiet(statistics)
    let end = End(progress, longest, epochs)
    let closes = Self.hasClosingValues(series, statistics, at: longest.maximumStep)
    let mayBeOver = end.isKnown ? end.isNear : choice.rateIsOver(statistics)
    if end.isReached || closes || notes.hasEnded || (mayBeOver && quiet?.isLong == true) {
      progress.state = .finished
    } else if quiet?.isShort == true {
      progress.state = .running
    } else if quiet?.isLong == true, end.isKnown {
      progress.state = .stalled
    }
    return progress
  }

  /// How long a run has been silent; nil without a clock or without wall times.
  private func quiet(_ statistics: [SeriesStatistics]) -> Quiet? {
    // The series that is logged most often gives the usual gap between events.
    var (last, gap) = (-Double.infinity, Double.infinity)
    for series in statistics {
      if series.last.wallTime.isFinite { last = max(last, series.last.wallTime) }
      let mean = (series.last.wallTime - series.first.wallTime) / Double(series.points - 1)
      if series.points > 2, mean.isFinite, mean >= 0 { gap = min(gap, mean) }
    }
    guard let now, last.isFinite else { return nil }
    return Quiet(seconds: now - last, usualGap: gap.isFinite ? gap : 0, age: stalledAge)
  }

  /// Whether the values that trainers log once, at the end, were logged at the last step.
  private static func hasClosingValues(
    _ series: [RunSeries], _ statistics: [SeriesStatistics], at step: Int64
  ) -> Bool {
    zip(series, statistics).contains { series, statistics in
      statistics.points > 0 && closing.contains(series.tag) && statistics.maximumStep >= step
    }
  }

  /// The Transformers Trainer writes these when it is done.
  private static let closing: Set<String> = [
    "train/train_runtime", "train_runtime", "train/total_flos", "total_flos",
  ]
}

/// Whether a planned end is known, near and reached.
private struct End {
  var isKnown = false
  var isReached = false
  /// Whether the next point would be after it.
  var isNear = false

  init(_ progress: RunProgress, _ longest: SeriesStatistics, _ epochs: SeriesStatistics?) {
    if let step = progress.step, let planned = progress.plannedStep {
      isKnown = true
      // Steps may be counted from 0. After the last step, some trainers log only the epoch.
      isReached = max(step, epochs?.maximumStep ?? step) >= planned - 1
      isNear = Double(step) + Self.stride(longest) >= Double(planned)
    } else if let planned = progress.plannedEpochs {
      if let epoch = progress.epoch, let epochs {
        isKnown = true
        isReached = epoch >= planned - 1e-6
        let span = epochs.maximum - epochs.minimum
        isNear = epoch + span / Double(max(1, epochs.points - 1)) >= planned
      } else if let step = progress.step, let planned = Int64(exactly: planned) {
        // If no epochs are logged, the steps may be epochs: assume so if they end at the planned
        // epoch.
        isReached = step == planned || step == planned - 1
        isKnown = isReached
      }
    }
  }

  private static func stride(_ statistics: SeriesStatistics) -> Double {
    let span = Double(statistics.maximumStep) - Double(statistics.minimumStep)
    return span / Double(max(1, statistics.points - 1))
  }
}

extension JudgedSeries {
  /// Whether the last learning rate is almost 0: at most 1 % of its peak.
  fileprivate func rateIsOver(_ statistics: [SeriesStatistics]) -> Bool {
    guard let learningRate else { return false }
    let rate = statistics[learningRate]
    return rate.maximum > 0 && rate.last.value <= CoreConstants.exhaustedShare * rate.maximum
  }
}
