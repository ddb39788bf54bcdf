extension RunEvidence {
  /// The same run, with each restarting mean replaced by its last value of every epoch; `nil` if
  /// there is no such mean.
  var byEpochEnds: RunEvidence? {
    let ends = (judged: judged.epochEnds, train: train?.epochEnds)
    if ends.judged == nil, ends.train == nil { return nil }
    var run = self
    if let judged = ends.judged { run.judged = judged }
    if let train = ends.train { run.train = train }
    return run
  }
}

extension Judgement {
  /// Removes the flags that restarts of a mean have raised, if there are too few to judge by the
  /// ends of the epochs.
  mutating func leaveOutRestarts(of run: RunEvidence) {
    flags.removeAll { flag in
      switch flag {
      case .spikes(let spikes):
        let isOfJudged = spikes.inTrain != run.judgedIsValidation
        return (isOfJudged ? run.judged : run.train)?.isMeanOfFewEpochs ?? false
      case .oscillation: return run.judged.isMeanOfFewEpochs
      default: return false
      }
    }
  }
}

extension SeriesTracker {
  /// The number of points between restarts; `nil` unless the series is a restarting mean.
  var restartPeriod: Int? { withDetail { $0.restarts.period } }

  /// Whether the series is a restarting mean with too few epochs to judge it by their ends.
  var isMeanOfFewEpochs: Bool {
    withDetail { $0.restarts.hasTwoEpochs } ?? false
  }

  /// The last values before each restart; `nil` unless the series is a restarting mean.
  var epochEnds: SeriesTracker? {
    restartPeriod == nil ? nil : withDetail { $0.restarts.ends }
  }
}
