import TextFormats

/// A name for a value of each run: a key of its record, a hyperparameter, or a tag.
///
/// Looked up in that order. `lr` is the hyperparameter `lr` or `learning_rate`, else the peak of
/// the learning rate as logged; a tag means its last value, or its smallest or largest on request.
public struct FieldName: Sendable, Hashable {
  /// Which of a tag's values is meant.
  public enum TagValue: String, Sendable, Hashable, CaseIterable { case last, min, max }

  /// The name as it was written.
  public var name: String
  /// Which of a tag's values is meant, if the name is a tag's.
  public var tagValue: TagValue

  /// Creates a name.
  public init(_ name: String, of tagValue: TagValue = .last) {
    self.name = name
    self.tagValue = tagValue
  }

  /// The result of looking up a name in a record.
  public enum Finding: Sendable, Hashable {
    /// The record has no such name.
    case unknown
    /// The name is known, but the run has no value for it.
    case missing
    /// The value.
    case value(FieldValue)
  }

  /// Looks the name up in a record.
  public func find(in record: some ReadableRecord) -> Finding {
    if name == "lr" || name == "learning_rate" { return learningRate(record) }
    if name == "last", let text = record["last_text"]?.text {
      return .value(.number(RecordShape.number(for: text)))
    }
    let finding = find(key: RecordSchema.otherNames[name] ?? name, in: record)
    if finding != .unknown { return finding }
    let settings = record.settings
    if let index = index(among: settings.map(\.name)) {
      return .value(FieldValue(hyperparameter: settings[index].value))
    }
    guard let index = index(among: record.tagNames) else { return .unknown }
    if let number = record.value(ofTag: index, tagValue) { return .value(.number(number)) }
    return tagValue == .last ? .value(.number(.nan)) : .missing
  }

  private func learningRate(_ record: some ReadableRecord) -> Finding {
    let settings = record.settings
    for name in ["lr", "learning_rate"] {
      if let setting = settings.last(where: { $0.name == name }) {
        return .value(FieldValue(hyperparameter: setting.value))
      }
    }
    return find(key: "learning_rate", in: record)
  }

  private func find(key: String, in record: some ReadableRecord) -> Finding {
    switch record[key] {
    case nil, .object: .unknown
    case .null: .missing
    case .array(let elements) where elements.contains { $0.text == nil }: .unknown
    case let value?: FieldValue(value).map { .value($0) } ?? .missing
    }
  }

  /// The index of this name; else of its last part, or ignoring case, if exactly one name matches.
  private func index(among names: [String]) -> Int? {
    if let exact = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) { return exact }
    let lower = name.lowercased()
    let close = names.indices.filter {
      let other = names[$0].lowercased()
      return other == lower || other.hasSuffix("." + lower)
    }
    return close.count == 1 ? close[0] : nil
  }

  /// The names in a record that conditions and columns are likely to use.
  public static var offered: [String] { RecordSchema.offered }
}
