import EventFiles
import LogDirectories
import Reports
import Scalars
import TrainingRuns

/// Reads one file to its end and returns its state.
struct FileCheck: Sendable {
  let file: LogFile
  /// How many threads read it.
  var threads = 1
  /// The meter that counts progress, if progress is shown.
  var meter: WorkMeter?

  var result: FileVerification {
    if let store = file.keptBy { return Self.pointer(file, store) }
    var options = ReadingOptions()
    options.threads = threads
    var batch = ScalarBatch()
    let outcome: FileOutcome
    do throws(EventFileError) {
      var reader = LogFileReader(file, options: options)
      var counted: Int64 = 0
      defer { meter?.add(bytes: file.size - counted) }
      while try reader.read(into: &batch) {
        guard let meter else { continue }
        let read = min(reader.outcome.bytesRead, file.size)
        meter.add(bytes: read - counted)
        counted = read
      }
      outcome = reader.outcome
    } catch {
      return FileVerification(
        file: file.path.description, status: .unreadable, bytes: file.size,
        failure: error.sentence)
    }
    if let tail = outcome.tail, tail.kind == .notAnEventFile, !file.source.isEventFiles {
      return Self.whole(
        file, .notALog, kind: "not-a-log",
        "It is not \(file.source.lacking(in: file, tail.detail)).")
    }
    return FileVerification(file, outcome)
  }

  /// The result for a file that is only a pointer.
  private static func pointer(_ file: LogFile, _ store: LargeFileStore) -> FileVerification {
    let what = "\(store.pointer): \(store.command) fetches it"
    return whole(
      file, file.source.isEventFiles ? .notAnEventFile : .notALog, kind: "pointer", what)
  }

  /// What is said of a file that is wrong as a whole.
  private static func whole(
    _ file: LogFile, _ status: FileVerification.Status, kind: String, _ what: String
  ) -> FileVerification {
    FileVerification(
      file: file.path.description, status: status, bytes: file.size,
      findings: [FileVerification.Finding(kind: kind, offset: 0, length: file.size, detail: what)],
      findingCounts: [(kind: kind, count: 1)])
  }
}

extension FileVerification {
  init(_ file: LogFile, _ outcome: FileOutcome) {
    var findings = outcome.damage
    var counts = outcome.damageCounts
    if let tail = outcome.tail {
      findings.append(tail)
      counts[tail.kind, default: 0] += 1
    }
    self.init(
      file: file.path.description, status: Status(file, counts: counts), bytes: file.size,
      records: outcome.records, points: outcome.points, compression: outcome.compression.rawValue,
      findings: findings.map(Finding.init),
      findingCounts: counts.map { (kind: $0.key.rawValue, count: $0.value) }
        .sorted { $0.kind < $1.kind },
      remarks: outcome.remarks.map { (code: $0.key.rawValue, count: $0.value) }
        .sorted { $0.code < $1.code })
  }
}

extension FileVerification.Status {
  fileprivate init(_ file: LogFile, counts: [Damage.Kind: Int]) {
    if counts[.notAnEventFile] != nil {
      self = .notAnEventFile
    } else if counts.keys.contains(where: { $0 != .truncated }) {
      self = .damaged
    } else if counts[.truncated] != nil {
      self = .cutShort
    } else {
      self = file.size == 0 ? .empty : .good
    }
  }
}

extension FileVerification.Finding {
  fileprivate init(_ damage: Damage) {
    self.init(
      kind: damage.kind.rawValue, offset: damage.offset, length: damage.length,
      recordsBefore: damage.recordsBefore, storedChecksum: damage.storedChecksum,
      computedChecksum: damage.computedChecksum, resumedAt: damage.resumedAt,
      detail: damage.detail)
  }
}
