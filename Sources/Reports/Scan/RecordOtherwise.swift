import Convergence
public import Scalars
import TextFormats
import TrainingRuns

/// A record whose direction had to be guessed, with the same run judged in the other direction.
///
/// Such a record ends in `,"otherwise":{…}`, the same run judged in the other direction, before its
/// signature:
///
///     {"schema":1,…,"direction":"min","direction_by":"trend",…,"otherwise":{"schema":1,…},"signature":"…"}
///
/// So a scan, and a merge of its parts, can give all runs of one metric the same direction without
/// reading them again.
public struct RecordOtherwise: Sendable {
  /// The metric.
  public let metric: String
  /// The direction in which the record is judged.
  public let direction: Direction
  /// The direction in which the metric went in this run alone.
  public let own: Direction
  /// The record's bytes.
  public let json: [UInt8]

  /// Reads a record; nil if its direction was not guessed.
  ///
  /// - Parameters:
  ///   - record: The record, of a run in memory or from JSON.
  ///   - json: Its bytes, read only if they are needed.
  public init?(_ record: some ReadableRecord, json: @autoclosure () -> [UInt8]) {
    guard let metric = record["metric"]?.text,
      let direction = record["direction"]?.text.flatMap(Direction.init(rawValue:)),
      let source = record["direction_by"]?.text,
      source == DirectionReason.trend.dataName || source == DirectionReason.siblings.dataName
    else { return nil }
    self.metric = metric
    self.direction = direction
    own = source == DirectionReason.trend.dataName ? direction : direction == .min ? .max : .min
    self.json = json()
  }

  /// The record with the two judgements exchanged; nil if the bytes are not as this program writes
  /// them.
  public var turned: [UInt8]? {
    let start = Array(",\"otherwise\":{\"schema\":".utf8)
    // Quotes within text are escaped, so this cannot be part of a text.
    guard let key = json.place(of: start) else { return nil }
    let object = json[(key + start.count - Array("{\"schema\":".utf8).count)...]
    let signature = Array(",\"signature\":\"".utf8)
    let end = object.place(of: signature) ?? json.index(before: json.endIndex)
    guard object.startIndex < end, json[end - 1] == UInt8(ascii: "}") else { return nil }
    let kept = json[object.startIndex..<end - 1]
    let before = Array(",\"otherwise\":".utf8)
    return Array(kept) + before + json[..<key] + [UInt8(ascii: "}")] + json[end...]
  }
}

/// For each metric with an unknown name, the direction in which most of its runs went.
public struct DirectionVote: Sendable {
  private var rising: [String: Int] = [:]

  /// Creates a vote without votes.
  public init() {}

  /// Counts the direction in which one run went.
  public mutating func add(_ record: RecordOtherwise) {
    rising[record.metric, default: 0] += record.own == .max ? 1 : -1
  }

  /// Whether most other runs went in another direction than the record is judged; if equally many,
  /// lower is better.
  public func overrules(_ record: RecordOtherwise) -> Bool {
    let usual: Direction = rising[record.metric, default: 0] > 0 ? .max : .min
    return rising[record.metric] != nil && usual != record.direction
  }
}
