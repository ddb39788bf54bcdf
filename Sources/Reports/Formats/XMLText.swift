import TextFormats

extension ByteBuffer {
  /// Appends ` name="text"` as in XML 1.0; characters that XML forbids become U+FFFD.
  mutating func append(attribute name: String, _ text: String) {
    append(" \(name)=\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": append("&amp;")
      case "<": append("&lt;")
      case ">": append("&gt;")
      case "\"": append("&quot;")
      case "\n", "\r", "\t": append("&#\(scalar.value);")
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": append("\u{FFFD}")
      default: append(String(scalar))
      }
    }
    append("\"")
  }

  /// Appends ` name="number"`.
  mutating func append(attribute name: String, _ number: Int) {
    append(attribute: name, String(number))
  }
}
