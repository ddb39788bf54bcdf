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
  /// What it says where the guess of its metric's direction is wrong; nil where that was not guessed.
  let otherwise: RecordOtherwise?
  /// What of the run could not be read, and why.
  var unread: [String] = []

  /// What is kept of a run's record; nil where this is none.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - json: Its bytes, taken where the answer needs them.
  ///   - request: What is asked for.
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

  /// What is kept of a record in JSON; nil where the bytes are none.
  init?(_ json: [UInt8], _ request: ScanRequest) {
    guard let value = try? JSONReader.read(json[...]) else { return nil }
    self.init(value, json: json, request)
  }

  /// The same bytes in an array that has little more room: a scan keeps thousands of them.
  private static func withoutSpareRoom(_ bytes: [UInt8]) -> [UInt8] {
    bytes.capacity - bytes.count > bytes.count / 8 ? Array(bytes[...]) : bytes
  }
}
