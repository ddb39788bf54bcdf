/// Writes XML elements into a buffer; escapes every name and text.
struct SVGWriter {
  var text = ""

  /// Opens an element; attributes without a value are left out.
  mutating func open(_ name: String, _ attributes: [(String, String?)] = []) {
    text += "<\(name)\(Self.list(attributes))>"
  }

  /// Writes an element without content.
  mutating func empty(_ name: String, _ attributes: [(String, String?)]) {
    text += "<\(name)\(Self.list(attributes))/>"
  }

  /// Closes an element.
  mutating func close(_ name: String) { text += "</\(name)>" }

  /// Writes an element that contains text.
  mutating func element(_ name: String, _ content: String, _ attributes: [(String, String?)] = []) {
    open(name, attributes)
    text += escapedMarkup(content)
    close(name)
  }

  private static func list(_ attributes: [(String, String?)]) -> String {
    attributes.map { name, value in
      value.map { " \(name)=\"\(escapedMarkup($0))\"" } ?? ""
    }.joined()
  }
}

/// Text for XML and HTML, in content and in attributes alike.
///
/// `& < > " '` become references; characters that XML 1.0 forbids, such as control characters,
/// become U+FFFD.
func escapedMarkup(_ text: String) -> String {
  if text.utf8.allSatisfy({ isPlain($0) }) { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 38: result.append(contentsOf: "&amp;".unicodeScalars)
    case 60: result.append(contentsOf: "&lt;".unicodeScalars)
    case 62: result.append(contentsOf: "&gt;".unicodeScalars)
    case 34: result.append(contentsOf: "&quot;".unicodeScalars)
    case 39: result.append(contentsOf: "&#39;".unicodeScalars)
    case 9, 10, 13: result.append(scalar)
    case 0..<32, 127..<160, 0xFFFE, 0xFFFF: result.append("\u{FFFD}")
    // Marks that change the direction of the text after them.
    case 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069: result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}

private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case 34, 38, 39, 60, 62, 127...: false
  case 32...: true
  default: false
  }
}
