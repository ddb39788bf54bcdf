import TextFormats

/// A parameter of a tool, with its JSON schema.
struct ToolParameter: Sendable {
  /// The type of its values.
  enum Kind: Sendable {
    /// Text that is not empty.
    case text
    /// An array of text.
    case texts
    /// A truth value.
    case truth
    /// A whole number in a range.
    case whole(ClosedRange<Int>)
    /// One of some words.
    case choice([String])
  }

  /// The key.
  let name: String
  let kind: Kind
  /// Its meaning, in a sentence.
  let about: String
  let isRequired: Bool

  /// Describes a parameter.
  init(_ name: String, _ kind: Kind, isRequired: Bool = false, _ about: String) {
    self.name = name
    self.kind = kind
    self.about = about
    self.isRequired = isRequired
  }

  /// Its JSON schema.
  var schema: JSONValue {
    var members: [JSONValue.Member]
    switch kind {
    case .text: members = [.init("type", .text("string"))]
    case .texts:
      members = [.init("type", .text("array")), .init("items", ["type": .text("string")])]
    case .truth: members = [.init("type", .text("boolean"))]
    case .whole(let range):
      members = [
        .init("type", .text("integer")), .init("minimum", .integer(Int64(range.lowerBound))),
        .init("maximum", .integer(Int64(range.upperBound))),
      ]
    case .choice(let words):
      members = [.init("type", .text("string")), .init("enum", .array(words.map { .text($0) }))]
    }
    return .object(members + [.init("description", .text(about))])
  }

  /// Whether it takes a value.
  func takes(_ value: JSONValue) -> Bool {
    switch kind {
    case .text: value.text?.isEmpty == false
    case .texts: value.array?.allSatisfy { $0.text != nil } ?? false
    case .truth: value == .boolean(true) || value == .boolean(false)
    case .whole(let range): value.integer.map { range.contains(Int(clamping: $0)) } ?? false
    case .choice(let words): value.text.map { words.contains($0) } ?? false
    }
  }

  /// The type in words, for messages such as "takes text".
  var expectation: String {
    switch kind {
    case .text: "text"
    case .texts: "an array of text"
    case .truth: "true or false"
    case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let words): words.joined(separator: " or ")
    }
  }
}

extension ToolParameter {
  static let path = ToolParameter(
    "path", .text, isRequired: true,
    "An event file, a run, or a directory with runs anywhere below it")
  static let runs = ToolParameter(
    "runs", .text, "Keep runs whose name matches (glob, or /regex/)")
  static let metric = ToolParameter(
    "metric", .text, "The tag to judge by; else eval/loss or the series most like it")
  static let direction = ToolParameter(
    "direction", .choice(["max", "min"]), "Which way is better; else by the metric's name")
  static let fields = ToolParameter(
    "fields", .texts, "Keys of a run's record to answer with, such as best, confidence, next")

  /// The largest number of rows of an answer.
  static func limit(_ range: ClosedRange<Int>, usual: Int, of what: String) -> ToolParameter {
    ToolParameter("limit", .whole(range), "The most \(what) to answer with (\(usual) by default)")
  }
}
