import Foundation

/// The rows of a table with quotes as RFC 4180 has them.
func fields(_ text: String, separator: Character) -> [[String]] {
  var rows: [[String]] = [[]]
  var field = ""
  var isQuoted = false
  var characters = text[...]
  while let character = characters.popFirst() {
    if isQuoted {
      if character != "\"" {
        field.append(character)
      } else if characters.first == "\"" {
        field.append("\"")
        characters.removeFirst()
      } else {
        isQuoted = false
      }
    } else if character == "\"" {
      isQuoted = true
    } else if character == separator || character.isNewline {
      rows[rows.count - 1].append(field)
      field = ""
      if character.isNewline { rows.append([]) }
    } else {
      field.append(character)
    }
  }
  return rows.filter { !$0.isEmpty }
}

/// The cells of a Markdown row, without the escaping backslashes.
func markdownCells(_ line: String) -> [String] {
  var cells: [String] = []
  var cell = ""
  var characters = line.dropFirst()
  while let character = characters.popFirst() {
    if character == "\\", let next = characters.popFirst() {
      cell.append(next)
    } else if character == "|" {
      cells.append(cell.trimmingCharacters(in: .whitespaces))
      cell = ""
    } else {
      cell.append(character)
    }
  }
  return cells
}
