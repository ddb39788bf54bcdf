import Arguments
import EventFiles
import LogDirectories
import Scalars

/// Runs and tags of the logs that an unfinished command line already names.
enum LogCompletion {
  /// The names of the runs.
  static let runs = Completion.dynamic { request in
    found(request).prefix(1_000).map(\.name).filter { $0.hasPrefix(request.prefix) }
  }

  /// The first tags in a few of the runs: enough to choose from, and quick.
  static let tags = Completion.dynamic { request in
    var tags: [String] = []
    for run in found(request).prefix(8) {
      var reader = RunReader(run)
      var batch = ScalarBatch()
      _ = reader.read(into: &batch)
      for series in reader.series where !tags.contains(series.tag) { tags.append(series.tag) }
    }
    return tags.filter { $0.hasPrefix(request.prefix) }
  }

  private static func found(_ request: CompletionRequest) -> [Run] {
    // Completion must be fast, so it does not inflate archives.
    let paths = request.positionals.filter { ArchiveName(LogPath($0).bytes) == nil }
    return paths.isEmpty ? [] : LogDirectory.find(paths).runs
  }
}
