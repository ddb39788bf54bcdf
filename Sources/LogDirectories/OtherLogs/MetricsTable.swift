/// A table of metrics: a column a metric, a line a step, as CSV (RFC 4180); cells may be parted by `;` or
/// tabs, too.
///
///     epoch,step,train_loss,val_loss
///     0,49,2.31,
///     0,99,,2.29
enum MetricsTable {
  /// The names of the columns in the first line of `bytes`, without blanks around them.
  static func columns(_ bytes: [UInt8]) -> [String] {
    var lines = CSVLines(bytes: bytes, delimiter: CSVLines.delimiter(of: bytes))
    return (lines.next() ?? []).map(CSVLines.withoutBlanks)
  }

  /// The values of the table, column by name; nil where no column is a step by its name.
  ///
  /// The column `time` is the wall time. Empty cells, and those that hold no number, are left out, and so
  /// are the columns that `isLeftOut` names. A line without a step, and a last one that is cut short, is told.
  static func rows(
    _ bytes: [UInt8], time: String = "wall_time",
    leavingOut isLeftOut: (String) -> Bool = { _ in false }
  ) -> [LoggedValue]? {
    var lines = CSVLines(bytes: bytes, delimiter: CSVLines.delimiter(of: bytes))
    guard let names = lines.next()?.map(CSVLines.withoutBlanks),
      let step = StepNames.place(in: names)
    else { return nil }
    let time = names.firstIndex(of: time)
    let isRead = names.enumerated().map { $0 != step && $0 != time && !isLeftOut($1) }
    var rows: [LoggedValue] = []
    while let cells = lines.next() {
      guard step < cells.count, let at = Self.step(cells[step]), !lines.isCut(cells, names) else {
        if let flaw = lines.flaw(of: cells, names, step) { rows.append(.leftOut(flaw)) }
        continue
      }
      let wallTime =
        time.flatMap { $0 < cells.count ? Double(CSVLines.withoutBlanks(cells[$0])) : nil } ?? .nan
      for (column, cell) in cells.enumerated().prefix(names.count) where isRead[column] {
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

extension CSVLines {
  /// Whether these cells are a last line that lacks its end.
  fileprivate func isCut(_ cells: [String], _ names: [String]) -> Bool {
    isUnfinished && cells.count < names.count
  }

  /// What is wrong with a line that has no step, or is cut; nil where it says nothing, or the names once more.
  fileprivate func flaw(of cells: [String], _ names: [String], _ step: Int) -> String? {
    let cells = cells.map(Self.withoutBlanks)
    if cells.allSatisfy(\.isEmpty) || cells == names { return nil }
    return isCut(cells, names)
      ? "line \(number): it is cut short" : "line \(number): \(LoggedValue.noStep)"
  }
}

extension LoggedValue {
  /// What is wrong with what has no step.
  static let noStep = "its step is no whole number of 64 bits"
}

/// The lines of a CSV text, each as its cells without their quotes.
struct CSVLines {
  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var place = 0
  /// How many lines were read.
  private(set) var number = 0
  /// Whether the last line read had no end.
  private(set) var isUnfinished = false

  /// Reads `bytes`, whose cells the `delimiter` parts.
  init(bytes: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) {
    self.bytes = bytes
    self.delimiter = delimiter
    // The mark by which spreadsheets say that a text is UTF-8.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// What parts the cells: of `,` `;` and the tab that which makes the most columns, one of them the step.
  static func delimiter(of bytes: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
    let counts = candidates.map { delimiter in
      var lines = CSVLines(bytes: bytes, delimiter: delimiter)
      let names = (lines.next() ?? []).map(withoutBlanks)
      return StepNames.place(in: names) == nil ? 0 : names.count
    }
    let most = counts.max() ?? 0
    return zip(candidates, counts).first { $1 == most }?.0 ?? candidates[0]
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
    number += 1
    var cells: [String] = []
    while true {
      cells.append(cell())
      guard place < bytes.count else {
        isUnfinished = true
        return cells
      }
      let end = bytes[place]
      place += 1
      if end == delimiter { continue }
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
      } else if !isQuoted, byte == delimiter || byte == 10 || byte == 13 {
        break
      } else {
        text.append(byte)
      }
      place += 1
    }
    return isQuoted ? nil : LogPath.escaped(text)
  }
}
