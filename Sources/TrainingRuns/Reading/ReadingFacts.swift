import EventFiles
import LogDirectories
import Scalars

/// What happened to a run's files while they were read.
public struct ReadingFacts: Sendable, Hashable {
  /// The bytes that were read.
  public var bytes: Int64 = 0
  /// The scalar points of all tags.
  public var points: Int64 = 0
  /// Records that were damaged and skipped.
  public var damagedRecords: Int64 = 0
  /// Files that could not be opened, or not be read to their end.
  public var unreadableFiles = 0
  /// Whether files, or directories that may belong to the run, could not be read completely.
  public var isIncomplete = false
  /// Points that a restart replaced.
  public var supersededPoints: Int64 = 0
  /// Points that are bit for bit equal to the one before; counted once.
  public var duplicatePoints: Int64 = 0
  /// Wall time of the first event, in seconds since the Unix epoch.
  public var firstWallTime: Double?
  /// Wall time of the last event, in seconds since the Unix epoch.
  public var lastWallTime: Double?

  /// Creates facts about nothing read yet.
  public init() {}
}

extension AnalyzedRun {
  /// Takes over what the reader learned about the run's files.
  mutating func describeReading(of run: Run, by reader: borrowing RunReader) {
    files = run.members.flatMap { member in
      member.files.map { file in
        let name = file.path.lastComponent.description
        return member.name.isEmpty ? name : member.name + "/" + name
      }
    }
    reading.bytes = run.size
    reading.points = reader.statistics.reduce(0) { $0 + Int64($1.points) }
    reading.supersededPoints = Int64(reader.report.superseded)
    reading.duplicatePoints = Int64(reader.report.duplicates)
    for file in reader.report.files {
      reading.unreadableFiles += file.failure == nil ? 0 : 1
      reading.damagedRecords += Int64(file.outcome.damagedRecords)
    }
    unread = reader.report.unread
    reading.isIncomplete = !unread.isEmpty || run.mayLackFiles
    reading.firstWallTime = reader.statistics.lazy.map(\.first.wallTime).filter(\.isFinite).min()
    reading.lastWallTime = reader.statistics.lazy.map(\.last.wallTime).filter(\.isFinite).max()
    restarts = reader.report.restarts.map {
      RestartFacts(
        step: $0.step, reachedStep: $0.reached, supersededPoints: Int64($0.superseded),
        continuesLevel: $0.continuesLevel)
    }
    looksLikeTrials = reader.report.looksLikeTrials
    shifts = reader.report.shifts
    stepDecreases = choice.metric.map { reader.statistics[$0].stepDecreases } ?? 0
    warnings = reader.report.warnings
    alterations = reader.report.alterations
    hasConcurrentWriters = !reader.report.concurrentFiles.isEmpty
    hyperparameters = reader.report.hyperparameters
      .map { (name: $0.key, value: $0.value.description) }
  }
}
