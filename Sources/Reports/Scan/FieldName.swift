public import TextFormats

/// A name that stands for a value of each run: a key of its record, a hyperparameter, or a tag.
///
/// Looked for in that order. `lr` is the hyperparameter `lr` or `learning_rate`, else the peak of the learning
/// rate as logged; a tag stands for its last value, or for its least or greatest where that is asked for.
public struct FieldName: Sendable, Hashable {
  /// Which of a tag's values is meant.
  public enum TagValue: String, Sendable, Hashable, CaseIterable { case last, min, max }

  /// The name as it was written.
  public var name: String
  /// Which of a tag's values is meant, should the name be a tag's.
  public var tagValue: TagValue

  /// Creates a name.
  public init(_ name: String, of tagValue: TagValue = .last) {
    self.name = name
    self.tagValue = tagValue
  }

  /// What a record holds under a name.
  public enum Finding: Sendable, Hashable {
    /// The record has no such name.
    case unknown
    /// The name is known, but the run has no value for it.
    case missing
    /// The value.
    case value(FieldValue)
  }

  /// Looks the name up in a record.
  public func find(in record: JSONValue) -> Finding {
    if name == "lr" || name == "learning_rate" { return learningRate(record) }
    let key = Self.otherNames[name] ?? name
    if key == "last", let text = record["last_text"]?.text {
      return .value(.number(text == "NaN" ? .nan : text == "Infinity" ? .infinity : -.infinity))
    }
    if let value = record[key] {
      if case .object = value {} else { return FieldValue(value).map { .value($0) } ?? .missing }
    }
    if let text = entry(of: record["hyperparameters"])?.text {
      return .value(FieldValue(hyperparameter: text))
    }
    guard let tag = entry(of: record["tags"]) else { return .unknown }
    if let number = tag[tagValue.rawValue]?.number { return .value(.number(number)) }
    return tagValue == .last ? .value(.number(.nan)) : .missing
  }

  private func learningRate(_ record: JSONValue) -> Finding {
    let settings = record["hyperparameters"]
    if let text = (settings?["lr"] ?? settings?["learning_rate"])?.text {
      return .value(FieldValue(hyperparameter: text))
    }
    guard let value = record["learning_rate"] else { return .unknown }
    return FieldValue(value).map { .value($0) } ?? .missing
  }

  /// The entry of this name; else of its last part, or in other case, where just one is such.
  private func entry(of object: JSONValue?) -> JSONValue? {
    guard let members = object?.members else { return nil }
    if let exact = members.first(where: { $0.name == name }) { return exact.value }
    let lower = name.lowercased()
    let close = members.filter {
      let other = $0.name.lowercased()
      return other == lower || other.hasSuffix("." + lower)
    }
    return close.count == 1 ? close[0].value : nil
  }

  private static let otherNames = ["steps": "last_step", "time": "last_wall_time"]

  /// All names that a record knows.
  static func names(in record: JSONValue) -> [String] {
    let keys = record.members?.filter { $0.value.members == nil }.map(\.name) ?? []
    return keys + (record["hyperparameters"]?.members?.map(\.name) ?? [])
      + (record["tags"]?.members?.map(\.name) ?? [])
  }
}
