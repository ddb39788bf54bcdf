import Reports
import TextFormats

/// What is kept of one record: the run as ranking needs it, and the names it knows.
struct ScanDigest: Sendable {
  /// The run, where it is among those that were asked for.
  let record: ScanRecord?
  /// The run's name.
  let run: String
  /// The names that the record knows, where they are wanted.
  let names: [String]
  /// The tags among them.
  let tags: [String]
  /// Whether each of the condition's names and each picked name is known.
  let known: [Bool]
  /// Whether the record says that the metric asked for is there.
  let hasMetric: Bool
  /// Whether the run has damage, or could not be judged.
  let isDamaged: Bool
  let isError: Bool

  /// - Returns: nil where the bytes are no record of a run.
  init?(_ json: [UInt8], _ request: ScanRequest) {
    let kept = request.format.needsRecords ? Self.withoutSpareRoom(json) : []
    guard let value = try? JSONReader.read(json[...]),
      let record = ScanRecord(
        value, json: kept, picking: request.names,
        withCurve: request.group != nil && request.format.needsRecords)
    else { return nil }
    run = record.run
    self.record = request.keeps(record, value) ? record : nil
    if request.needsNames {
      tags = value["tags"]?.members?.map(\.name) ?? []
      names = Self.fields + (value["hyperparameters"]?.members?.map(\.name) ?? []) + tags
      known = request.checkedNames.map { $0.find(in: value) != .unknown }
    } else {
      (tags, names, known) = ([], [], [])
    }
    hasMetric = record.metric != nil
    isDamaged = record.damagedRecords > 0
    isError = record.verdict == nil
  }

  /// The same bytes in an array that has little more room: a scan keeps thousands of them.
  private static func withoutSpareRoom(_ bytes: [UInt8]) -> [UInt8] {
    bytes.capacity - bytes.count > bytes.count / 8 ? Array(bytes[...]) : bytes
  }

  /// Keys of records that conditions and columns are likely meant for.
  static let fields = [
    "run", "verdict", "confidence", "metric", "best", "best_step", "last", "last_step", "points",
    "wall_seconds", "flags", "checkpoint", "damaged_records", "files", "bytes", "lr", "steps",
    "time",
    "level", "noise", "ratio", "onset_step", "converged_since", "advice", "last_wall_time",
  ]
}

extension ScanRequest {
  /// The names that some run must know.
  var checkedNames: [FieldName] { (condition?.names ?? []) + names }
}
