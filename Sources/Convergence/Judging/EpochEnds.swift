extension RunEvidence {
  /// The same run with series that are restarting means given by what each epoch came to.
  var byEpochEnds: RunEvidence {
    var run = self
    if let ends = judged.epochEnds { run.judged = ends }
    if let ends = train?.epochEnds { run.train = ends }
    return run
  }
}

extension SeriesTracker {
  /// How many points lie between the restarts of a mean; `nil` unless the series is such a mean.
  var restartPeriod: Int? { detail?.restarts.period }

  /// The last values before a mean restarted; `nil` unless the series is such a mean.
  var epochEnds: SeriesTracker? {
    restartPeriod == nil ? nil : detail?.restarts.ends
  }
}
