import LogDirectories

extension Found {
  /// Why the last points of some runs arrive late: one sentence per kind of log.
  var lags: [String] {
    let sources = Set(runs.flatMap { $0.members.flatMap { $0.files.map(\.source) } })
    return LogSource.allCases.filter(sources.contains).compactMap { source in
      source.lag.map { "\($0), so its last points are seen late" }
    }
  }
}
