import TextFormats

/// Settings as YAML's writers dump them: mappings and lists in blocks, recognized by their
/// indentation.
///
///     lr:
///       desc: ''
///       value: 0.001
///     layers:
///     - 1
///     - 2
///
/// Words, numbers, quoted texts, and `{}` and `[]` are values; all other YAML is kept as text.
struct BlockYAML {
  private static let depthLimit = 32

  private struct Line {
    var indent: Int
    var text: ArraySlice<UInt8>
  }

  private var lines: [Line]
  private var place = 0

  /// The value in a text; nil if it is not a mapping.
  static func read(_ bytes: [UInt8]) -> JSONValue? {
    var reader = BlockYAML(bytes)
    let value = reader.block(indent: 0, depth: 0)
    return value?.members == nil ? nil : value
  }

  private init(_ bytes: [UInt8]) {
    lines = bytes.split(separator: 10).compactMap { line in
      let text = line.drop { $0 == 32 }
      let end = text.lastIndex { $0 > 32 }
      guard let end, text.first != UInt8(ascii: "#") else { return nil }
      return Line(indent: text.startIndex - line.startIndex, text: text[...end])
    }
  }

  /// The mapping or list whose lines have the same indentation; nil if there is none.
  private mutating func block(indent: Int, depth: Int) -> JSONValue? {
    guard depth < Self.depthLimit, place < lines.count, lines[place].indent == indent else {
      return nil
    }
    return Self.isItem(lines[place].text)
      ? list(indent, depth) : mapping(indent, depth)
  }

  private static func isItem(_ text: ArraySlice<UInt8>) -> Bool {
    text.first == UInt8(ascii: "-") && (text.count == 1 || text[text.startIndex + 1] == 32)
  }

  private mutating func list(_ indent: Int, _ depth: Int) -> JSONValue {
    var items: [JSONValue] = []
    while place < lines.count, lines[place].indent == indent, Self.isItem(lines[place].text) {
      let text = lines[place].text.dropFirst().drop { $0 == 32 }
      place += 1
      items.append(scalar(text, indent: indent))
    }
    return .array(items)
  }

  private mutating func mapping(_ indent: Int, _ depth: Int) -> JSONValue? {
    var members: [JSONValue.Member] = []
    while place < lines.count, lines[place].indent == indent, !Self.isItem(lines[place].text) {
      let text = lines[place].text
      guard let colon = Self.colon(in: text) else { return nil }
      place += 1
      let rest = text[(colon + 1)...].drop { $0 == 32 }
      let name = Self.unquoted(text[..<colon])
      if !rest.isEmpty {
        members.append(JSONValue.Member(name: name, value: scalar(rest, indent: indent)))
      } else if place < lines.count,
        lines[place].indent > indent
          || lines[place].indent == indent && Self.isItem(lines[place].text),
        let value = block(indent: lines[place].indent, depth: depth + 1)
      {
        members.append(JSONValue.Member(name: name, value: value))
      }
      // Lines that are nested otherwise are skipped.
      while place < lines.count, lines[place].indent > indent { place += 1 }
    }
    return .object(members)
  }

  /// The colon that ends a key.
  private static func colon(in text: ArraySlice<UInt8>) -> Int? {
    let quote = text.first
    var rest = text
    if quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
      rest = text.dropFirst().drop { $0 != quote }
    }
    return rest.indices.first {
      text[$0] == UInt8(ascii: ":") && ($0 + 1 == text.endIndex || text[$0 + 1] == 32)
    }
  }

  /// A value in a line, and in the further-indented lines that continue it.
  private mutating func scalar(_ text: ArraySlice<UInt8>, indent: Int) -> JSONValue {
    var whole = Array(text)
    while place < lines.count, lines[place].indent > indent {
      whole.append(32)
      whole += lines[place].text
      place += 1
    }
    switch whole {
    case Array("{}".utf8): return .object([])
    case Array("[]".utf8): return .array([])
    case Array("null".utf8), Array("~".utf8): return .null
    default: break
    }
    let isQuoted = whole.first == UInt8(ascii: "'") || whole.first == UInt8(ascii: "\"")
    let text = Self.unquoted(whole[...])
    return isQuoted ? .text(text) : .setting(text)
  }

  private static func unquoted(_ text: ArraySlice<UInt8>) -> String {
    let quote = text.first
    guard text.count > 1, quote == text.last,
      quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else { return LogPath.escaped(text.span) }
    var plain: [UInt8] = []
    var isDoubled = false
    for byte in text.dropFirst().dropLast() {
      isDoubled = byte == UInt8(ascii: "'") && quote == byte && !isDoubled
      if !isDoubled { plain.append(byte) }
    }
    return LogPath.escaped(plain.span)
  }
}
