import LogDirectories
import Reports
import Scalars

extension Reports.RunReport {
  /// Takes over what the reader learnt of the run's files.
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
    reading.firstWallTime = reader.statistics.lazy.map(\.first.wallTime).filter(\.isFinite).min()
    reading.lastWallTime = reader.statistics.lazy.map(\.last.wallTime).filter(\.isFinite).max()
    restarts = reader.report.restarts.map {
      RestartFacts(
        step: $0.step, reachedStep: $0.reached, supersededPoints: Int64($0.superseded),
        continuesLevel: $0.continuesLevel)
    }
    looksLikeTrials = reader.report.looksLikeTrials
    warnings = reader.report.warnings
    hasConcurrentWriters = !reader.report.concurrentFiles.isEmpty
    hyperparameters = reader.report.hyperparameters
      .map { (name: $0.key, value: $0.value.shown) }.sorted { $0.name < $1.name }
  }
}
