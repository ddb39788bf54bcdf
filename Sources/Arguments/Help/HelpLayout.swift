/// The layout of a help line: the name after two blanks, the description in a column of its own,
/// the default in brackets at the right edge.
enum HelpLayout {
  static let width = 80

  /// The column where the descriptions begin: two blanks after the longest name that is not too
  /// long.
  static func column(for names: [String]) -> Int {
    (names.map(\.count).filter { $0 <= 22 }.max() ?? 0) + 4
  }

  /// The lines of one entry; a default for which there is no room at the right edge gets a line of
  /// its own.
  static func entry(_ name: String, _ text: String, _ ending: String?, column: Int) -> [String] {
    var lines = wrapped(text, to: width - column).map { blanks(column) + $0 }
    if let ending {
      let bracketed = "[\(ending)]"
      let last = lines.indices.last.map { lines[$0].count } ?? 0
      if let index = lines.indices.last, last + 2 + bracketed.count <= width {
        lines[index] += blanks(width - last - bracketed.count) + bracketed
      } else {
        lines += wrapped(bracketed, to: width - column).map { blanks(column) + $0 }
      }
    }
    let head = "  " + name
    if head.count + 2 > column { return [head] + lines }
    lines[0] = head + lines[0].dropFirst(head.count)
    return lines
  }

  /// Text in lines of at most `width` characters, broken at blanks; line feeds are kept.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
      var lines = [""]
      for word in paragraph.split(separator: " ") {
        if lines[lines.count - 1].isEmpty {
          lines[lines.count - 1] = String(word)
        } else if lines[lines.count - 1].count + 1 + word.count <= width {
          lines[lines.count - 1] += " " + word
        } else {
          lines.append(String(word))
        }
      }
      return lines
    }
  }

  private static func blanks(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }
}
