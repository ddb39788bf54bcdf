public import TextFormats
import TrainingRuns

/// A run's record as conditions, columns and rankings read it: from a run in memory, or from JSON.
///
/// Both give the same values for the same run, so that a scan and a merge of its records agree.
public protocol ReadableRecord {
  /// The value of a key; nil if there is none, and for values that no option can use.
  subscript(key: String) -> JSONValue? { get }
  /// The text of each hyperparameter.
  var settings: [(name: String, value: String)] { get }
  /// The names of the tags.
  var tagNames: [String] { get }
  /// A value of the tag at an index of `tagNames`; nil if it is missing or not a number.
  func value(ofTag index: Int, _ which: FieldName.TagValue) -> Double?
  /// A small curve of the judged series.
  var shape: RecordShape? { get }
  /// Its points.
  var curve: RecordCurve? { get }
}

extension RunRecord: ReadableRecord {
  /// The value of a key; nil if there is none, and for objects and lists of numbers.
  public subscript(key: String) -> JSONValue? {
    switch RecordSchema.field(key)?.value(self) {
    case nil, .absent, .nested: nil
    case .text(let text): text.map { .text($0) } ?? .null
    case .whole(let number): number.map { .integer($0) } ?? .null
    case .number(let number): number.flatMap { $0.isFinite ? .number($0) : nil } ?? .null
    case .truth(let truth): .boolean(truth)
    case .words(let words): .array(words.map { .text($0) })
    }
  }

  /// The text of each hyperparameter.
  public var settings: [(name: String, value: String)] { run.hyperparameters }

  /// The names of the tags.
  public var tagNames: [String] { tags.map(\.name) }

  /// A value of a tag; nil if it is missing or not a number.
  public func value(ofTag index: Int, _ which: FieldName.TagValue) -> Double? {
    let tag = tags[tags.startIndex + index]
    return switch which {
    case .last: tag.last.isFinite ? tag.last : nil
    case .min: tag.minimum
    case .max: tag.maximum
    }
  }
}

extension JSONValue: ReadableRecord {
  /// The text of each hyperparameter.
  public var settings: [(name: String, value: String)] {
    (self["hyperparameters"]?.members ?? []).compactMap { member in
      member.value.text.map { (member.name, $0) }
    }
  }

  /// The names of the tags.
  public var tagNames: [String] { self["tags"]?.members?.map(\.name) ?? [] }

  /// A value of a tag; nil if it is missing or not a number.
  public func value(ofTag index: Int, _ which: FieldName.TagValue) -> Double? {
    self["tags"]?.members?[index].value[which.rawValue]?.number
  }

  /// A small curve of the judged series.
  public var shape: RecordShape? { RecordShape(self) }

  /// Its points.
  public var curve: RecordCurve? { RecordCurve(self) }
}
