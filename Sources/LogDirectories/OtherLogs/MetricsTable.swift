/// A table of metrics: a column a metric, a line a step, as CSV (RFC 4180).
///
///     epoch,step,train_loss,val_loss
///     0,49,2.31,
///     0,99,,2.29
enum MetricsTable {
  /// The values of the table, column by name; nil where no column is called `step` or `epoch`.
  ///
  /// The step is the column `step`, else `epoch`; a column `wall_time` is the time. Empty cells, and those
  /// that hold no number, are left out.
  static func rows(_ bytes: [UInt8]) -> [LoggedValue]? {
    var lines = CSVLines(bytes: bytes)
    guard let names = lines.next()?.map(CSVLines.withoutBlanks) else { return nil }
    guard let step = names.firstIndex(of: "step") ?? names.firstIndex(of: "epoch") else {
      return nil
    }
    let time = names.firstIndex(of: "wall_time")
    var rows: [LoggedValue] = []
    while let cells = lines.next() {
      guard step < cells.count, let at = Self.step(cells[step]) else { continue }
      let wallTime =
        time.flatMap { $0 < cells.count ? Double(CSVLines.withoutBlanks(cells[$0])) : nil } ?? .nan
      for (column, cell) in cells.enumerated().prefix(names.count)
      where column != step && column != time {
        guard let value = Double(CSVLines.withoutBlanks(cell)) else { continue }
        rows.append(
          LoggedValue(tag: names[column], step: at, wallTime: wallTime, value: value))
      }
    }
    return rows
  }
}

extension MetricsTable {
  /// A whole number of any size that 64 bits hold, also as `3.0` or `1e3`.
  fileprivate static func step(_ cell: String) -> Int64? {
    let text = CSVLines.withoutBlanks(cell)
    return Int64(text) ?? Double(text).flatMap { Int64(exactly: $0) }
  }
}

/// The lines of a CSV text, each as its cells without their quotes.
struct CSVLines {
  private let bytes: [UInt8]
  private var place = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
    // The mark by which spreadsheets say that a text is UTF-8.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// A cell's text without the blanks and tabs around it.
  static func withoutBlanks(_ cell: String) -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    let bytes = cell.utf8
    guard bytes.first.map(isBlank) == true || bytes.last.map(isBlank) == true else { return cell }
    let rest = bytes.drop(while: isBlank)
    let end = rest.lastIndex { !isBlank($0) }.map { rest.index(after: $0) } ?? rest.startIndex
    return String(rest[..<end]) ?? cell
  }

  /// The cells of the next line, nil behind the last; an unfinished last line counts.
  mutating func next() -> [String]? {
    if place >= bytes.count { return nil }
    var cells: [String] = []
    while true {
      cells.append(cell())
      guard place < bytes.count else { return cells }
      let end = bytes[place]
      place += 1
      if end == UInt8(ascii: ",") { continue }
      if end == 13, place < bytes.count, bytes[place] == 10 { place += 1 }
      return cells
    }
  }

  /// The text of a cell; a quote within it is a character, and so is one that is never closed.
  private mutating func cell() -> String {
    let start = place
    if let text = cell(knowsQuotes: true) { return text }
    place = start
    return cell(knowsQuotes: false) ?? ""
  }

  /// The same; nil where a quote opens and is not closed.
  private mutating func cell(knowsQuotes: Bool) -> String? {
    var text: [UInt8] = []
    var isQuoted = false
    var wasQuoted = false
    while place < bytes.count {
      let byte = bytes[place]
      if byte == UInt8(ascii: "\""), knowsQuotes,
        isQuoted || (!wasQuoted && text.allSatisfy { $0 == 0x20 })
      {
        let isDoubled = isQuoted && place + 1 < bytes.count && bytes[place + 1] == byte
        if isDoubled {
          text.append(byte)
          place += 1
        } else {
          isQuoted.toggle()
          if isQuoted { text.removeAll() }
          wasQuoted = true
        }
      } else if !isQuoted, byte == UInt8(ascii: ",") || byte == 10 || byte == 13 {
        break
      } else {
        text.append(byte)
      }
      place += 1
    }
    return isQuoted ? nil : LogPath.escaped(text)
  }
}
