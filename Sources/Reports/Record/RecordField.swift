import TextFormats

/// A key of a run's record: its name, its value, and whether options may use it.
struct RecordField: Sendable {
  /// The key.
  let key: String
  /// Whether conditions, columns and rankings are likely to use it, so that it is suggested.
  let isOffered: Bool
  /// The value of the key for a run.
  let value: @Sendable (RunRecord) -> RecordValue

  init(
    _ key: String, isOffered: Bool = false, _ value: @escaping @Sendable (RunRecord) -> RecordValue
  ) {
    self.key = key
    self.isOffered = isOffered
    self.value = value
  }
}

/// A value in a record.
enum RecordValue {
  /// Nothing: the key is left out.
  case absent
  /// Text; nil is null.
  case text(String?)
  /// A whole number; nil is null.
  case whole(Int64?)
  /// A number; nil, NaN and infinities are null.
  case number(Double?)
  /// A truth value.
  case truth(Bool)
  /// A list of words.
  case words([String])
  /// An object or a list of numbers, which no option can use.
  case nested((inout JSONWriter) -> Void)

  /// Writes it under a key.
  func write(_ key: String, to json: inout JSONWriter) {
    switch self {
    case .absent: return
    case .text(let text): json.field(key, text)
    case .whole(let number): json.field(key, number)
    case .number(let number): json.field(key, number)
    case .truth(let truth): json.field(key, truth)
    case .words(let words): json.array(key) { json in for word in words { json.value(word) } }
    case .nested(let write):
      json.key(key)
      write(&json)
    }
  }
}

extension RecordValue {
  /// A whole number.
  static func whole(_ number: Int) -> RecordValue { .whole(Int64(number)) }
}
