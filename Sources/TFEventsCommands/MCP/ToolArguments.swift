import Reports
import TextFormats

/// Why a tool could not answer, as text for its caller.
struct ToolError: Error {
  /// The words.
  let message: String

  /// Creates an error.
  init(_ message: String) { self.message = message }
}

/// The arguments of a call, checked against the tool's parameters.
struct ToolArguments {
  private let object: JSONValue

  /// Checks arguments.
  ///
  /// - Throws: which argument is missing, unknown or of another type. Null counts as not given.
  init(
    _ object: JSONValue, of tool: String, taking parameters: [ToolParameter]
  ) throws(ToolError) {
    guard object == .null || object.members != nil else {
      throw ToolError("\(tool): the arguments must be a JSON object")
    }
    self.object = object
    for member in object.members ?? [] where member.value != .null {
      guard let parameter = parameters.first(where: { $0.name == member.name }) else {
        let names = parameters.map(\.name).joined(separator: ", ")
        let unknown = shortened(member.name, to: 80)
        throw ToolError("\(tool) has no parameter \"\(unknown)\"; it has \(names)")
      }
      if !parameter.takes(member.value) {
        throw ToolError("\(tool): \"\(parameter.name)\" takes \(parameter.expectation)")
      }
    }
    for parameter in parameters where parameter.isRequired {
      if object[parameter.name] ?? .null == .null {
        throw ToolError("\(tool) needs \"\(parameter.name)\"")
      }
    }
  }

  /// The path in the arguments.
  var path: String { text("path") ?? "" }

  /// The text under a key; nil if it was not given.
  func text(_ name: String) -> String? { object[name]?.text }

  /// The whole number under a key; nil if it was not given.
  func whole(_ name: String) -> Int? { object[name]?.integer.map { Int(clamping: $0) } }

  /// Whether the value of a key is true.
  func truth(_ name: String) -> Bool { object[name] == .boolean(true) }

  /// The requested keys of a record; nil if none were named.
  ///
  /// - Throws: the names that are not keys.
  func fields() throws(ToolError) -> [String]? {
    guard let names = object["fields"]?.array?.compactMap(\.text), !names.isEmpty else {
      return nil
    }
    for name in names where !RunRecord.keys.contains(name) {
      throw ToolError(
        "a run's record has no key \"\(shortened(name, to: 80))\"; it has "
          + RunRecord.keys.joined(separator: ", "))
    }
    return names
  }

  /// The words `--NAME=VALUE` for those of some options that were given as text or number.
  func options(_ names: String...) -> [String] {
    names.compactMap { name in
      guard let value = text(name) ?? whole(name).map(String.init) else { return nil }
      return "--\(option(name))=\(value)"
    }
  }

  /// The command line's name of the option for a key.
  private func option(_ name: String) -> String { name == "max_points" ? "max-points" : name }

  /// The words for the metric, its direction and the runs, if they were given.
  var choice: [String] {
    options("metric", "runs") + (text("direction").map { ["--\($0)"] } ?? [])
  }
}
