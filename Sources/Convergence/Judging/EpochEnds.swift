extension RunEvidence {
  /// The same run, with each restarting mean replaced by its last value of every epoch.
  var byEpochEnds: RunEvidence {
    var run = self
    if let ends = judged.epochEnds { run.judged = ends }
    if let ends = train?.epochEnds { run.train = ends }
    return run
  }
}

extension SeriesTracker {
  /// The number of points between restarts; `nil` unless the series is a restarting mean.
  var restartPeriod: Int? { detail?.restarts.period }

  /// The last values before each restart; `nil` unless the series is a restarting mean.
  var epochEnds: SeriesTracker? {
    restartPeriod == nil ? nil : detail?.restarts.ends
  }
}
