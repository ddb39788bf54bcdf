/// Splits a line of CSV (RFC 4180) into cells.
struct CSVCells {
  /// A cell: the range of its text; without quotes this is the text itself.
  struct Cell {
    var range: Range<Int>
    var isPlain: Bool
  }

  /// A quoted text is at most this long; a quote that is not closed by then is an ordinary
  /// character.
  private static let quotedLimit = 1 << 20
  private static let quote = UInt8(ascii: "\"")

  /// What parts the cells.
  var delimiter: UInt8
  /// The cells of the last line that was read.
  private(set) var cells: [Cell] = []
  /// Whether the last line read was incomplete.
  private(set) var isUnfinished = false

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Reads a line; an unfinished last line counts.
  ///
  /// - Parameters:
  ///   - bytes: The available part of the text.
  ///   - start: The beginning of the line.
  ///   - isWhole: Whether no more bytes follow.
  ///
  /// - Returns: The index after the line's end; nil if more bytes are needed to find it.
  mutating func read(_ bytes: [UInt8], from start: Int, isWhole: Bool) -> Int? {
    cells.removeAll(keepingCapacity: true)
    isUnfinished = false
    var place = start
    while true {
      guard let cell = cell(bytes, from: place, isWhole) else { return nil }
      cells.append(cell)
      place = cell.range.upperBound
      guard place < bytes.count else {
        if !isWhole { return nil }
        isUnfinished = true
        return place
      }
      let end = bytes[place]
      place += 1
      if end == delimiter { continue }
      if end == 13 {
        if place == bytes.count, !isWhole { return nil }
        if place < bytes.count, bytes[place] == 10 { place += 1 }
      }
      return place
    }
  }

  /// The cell that begins at `start`; a quote within it is an ordinary character, and so is one
  /// that is never closed.
  private func cell(_ bytes: [UInt8], from start: Int, _ isWhole: Bool) -> Cell? {
    var index = start
    while index < bytes.count, bytes[index] == 0x20, delimiter != 0x20 { index += 1 }
    if index < bytes.count, bytes[index] == Self.quote {
      switch endOfQuotes(bytes, from: index + 1, isWhole) {
      case .closed(let end):
        return Cell(range: start..<plainEnd(bytes, from: end), isPlain: false)
      case .unclosed: break
      case .unknown: return nil
      }
    }
    return Cell(range: start..<plainEnd(bytes, from: start), isPlain: true)
  }

  private func plainEnd(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == delimiter || byte == 10 || byte == 13 { break }
      index += 1
    }
    return index
  }

  private enum Quotes { case closed(Int), unclosed, unknown }

  /// The position at which quotes opened before `start` are closed.
  private func endOfQuotes(_ bytes: [UInt8], from start: Int, _ isWhole: Bool) -> Quotes {
    var index = start
    while index < bytes.count, index - start <= Self.quotedLimit {
      if bytes[index] != Self.quote {
        index += 1
      } else if index + 1 == bytes.count, !isWhole {
        return .unknown
      } else if index + 1 < bytes.count, bytes[index + 1] == Self.quote {
        index += 2
      } else {
        return .closed(index + 1)
      }
    }
    return isWhole || index - start > Self.quotedLimit ? .unclosed : .unknown
  }

  /// The text of a cell of the last line that was read, without its quotes.
  func text(of cell: Cell, in bytes: [UInt8]) -> String {
    if cell.isPlain { return LogPath.escaped(bytes[cell.range].span) }
    var text: [UInt8] = []
    var index = cell.range.lowerBound
    while index < cell.range.upperBound, bytes[index] != Self.quote { index += 1 }
    var isQuoted = true
    index += 1
    while index < cell.range.upperBound {
      if isQuoted, bytes[index] == Self.quote {
        index += 1
        guard index < cell.range.upperBound, bytes[index] == Self.quote else {
          isQuoted = false
          continue
        }
      }
      text.append(bytes[index])
      index += 1
    }
    return LogPath.escaped(text.span)
  }

  /// The texts of the last line that was read.
  func texts(in bytes: [UInt8]) -> [String] { cells.map { text(of: $0, in: bytes) } }

  /// The text of a cell without the blanks and tabs around it.
  func trimmed(_ cell: Cell, in bytes: [UInt8]) -> String {
    if !cell.isPlain { return Self.withoutBlanks(text(of: cell, in: bytes)) }
    var (start, end) = (cell.range.lowerBound, cell.range.upperBound)
    while start < end, Self.isBlank(bytes[start]) { start += 1 }
    while start < end, Self.isBlank(bytes[end - 1]) { end -= 1 }
    return LogPath.escaped(bytes[start..<end].span)
  }

  /// A text without the blanks and tabs around it.
  static func withoutBlanks(_ cell: String) -> String {
    let bytes = cell.utf8
    guard bytes.first.map(isBlank) == true || bytes.last.map(isBlank) == true else { return cell }
    let rest = bytes.drop(while: isBlank)
    let end = rest.lastIndex { !isBlank($0) }.map { rest.index(after: $0) } ?? rest.startIndex
    return String(rest[..<end]) ?? cell
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

/// The lines of a CSV text in memory, each as its cells without their quotes.
struct CSVLines {
  private let bytes: [UInt8]
  private var line: CSVCells
  private var place: Int

  /// The byte order mark by which spreadsheets mark a text as UTF-8.
  static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads `bytes`, whose cells are separated by `delimiter`.
  init(bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) {
    self.bytes = bytes
    line = CSVCells(delimiter: delimiter)
    place = bytes.starts(with: Self.mark) ? Self.mark.count : 0
  }

  /// The cells of the next line, nil after the last; an unfinished last line counts.
  mutating func next() -> [String]? {
    guard place < bytes.count, let end = line.read(bytes, from: place, isWhole: true) else {
      return nil
    }
    place = end
    return line.texts(in: bytes)
  }
}
