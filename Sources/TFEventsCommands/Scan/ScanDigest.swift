import Reports
import TextFormats

/// The part of one record that is kept: the run in the form that ranking needs, and the names it
/// knows.
struct ScanDigest: Sendable {
  /// The run, if it was selected.
  let record: ScanRecord?
  /// The run's name.
  let run: String
  /// The names that the record knows, if they are wanted.
  let names: [String]
  /// The tags among them.
  let tags: [String]
  /// Whether each name of the condition and each requested name is known.
  let known: [Bool]
  /// Whether the record contains the requested metric.
  let hasMetric: Bool
  /// Whether the run has damage, or could not be judged.
  let isDamaged: Bool
  let isError: Bool
  /// The judgement in the other direction; nil if the direction was not guessed.
  let otherwise: RecordOtherwise?
  /// What could not be read of the run, and why.
  var unread: [String] = []
  /// Which values were changed or left out although its files could be read.
  var alterations: [String] = []

  /// The digest of a run's record; nil if it is not the record of a run.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - json: Its bytes, read if the answer needs them.
  ///   - request: What the user asked for.
  init?(
    _ record: some ReadableRecord, json: @autoclosure () -> [UInt8], _ request: ScanRequest
  ) {
    otherwise = RecordOtherwise(record, json: json())
    let kept =
      request.keepsJSON
      ? Self.withoutSpareRoom(request.recordSelection.json(of: otherwise?.json ?? json())) : []
    guard
      let run = ScanRecord(
        record, json: kept, picking: request.names, group: request.group,
        withCurve: request.group != nil && request.format.needsRecords)
    else { return nil }
    self.run = run.run
    self.record = request.keeps(run, record) ? run : nil
    if request.needsNames {
      tags = record.tagNames
      names = FieldName.offered + record.settings.map(\.name) + tags
      let others = request.checkedNames.dropLast(request.names.count)
      known = others.map { $0.find(in: record) != .unknown } + run.picked.map { $0 != .unknown }
    } else {
      (tags, names, known) = ([], [], [])
    }
    hasMetric = run.metric != nil
    isDamaged = run.damagedRecords > 0
    isError = run.verdict == nil
  }

  /// The digest of a record in JSON; nil if the bytes are not the record of a run.
  init?(_ json: [UInt8], _ request: ScanRequest) {
    guard let value = try? JSONReader.read(json[...]) else { return nil }
    self.init(value, json: json, request)
  }

  /// The same bytes in an array without much spare room: a scan keeps thousands of them.
  private static func withoutSpareRoom(_ bytes: [UInt8]) -> [UInt8] {
    bytes.capacity - bytes.count > bytes.count / 8 ? Array(bytes[...]) : bytes
  }
}
