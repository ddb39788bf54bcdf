import EventFiles
import Scalars

/// A table of metrics as CSV (RFC 4180): one column per metric, one line per step; `;` or tabs may
/// separate cells, too.
///
///     epoch,step,train_loss,val_loss
///     0,49,2.31,
///     0,99,,2.29
///
/// Empty cells, and words for nothing such as `None`, are ignored; so are columns of text. In a
/// column of numbers, a cell without one is reported, as are a line without a step, a line with
/// more or fewer cells than there are columns, and an incomplete last line. Of columns with the
/// same name the first is read. If `;` or a tab separates cells, a comma may be the decimal point.
struct MetricsTable: TextDecoder {
  private let time: String
  private let isLeftOut: @Sendable (String) -> Bool
  private var line = CSVCells(delimiter: UInt8(ascii: ","))
  private var names: [String] = []
  private var step: Int?
  private var timeColumn: Int?
  /// For each column, whether it is a metric.
  private var isMetric: [Bool] = []
  /// For each column, whether a number was read from it.
  private var isNumeric: [Bool] = []
  /// What is wrong with a cell of the last line.
  private var cellFlaw: String?
  /// How many lines were read.
  private var number = 0
  /// Whether the last line was longer than the limit.
  private var isTooLong = false

  /// Reads a table whose column `time` is the wall time, without the columns that are left out.
  init(
    time: String = "wall_time",
    leavingOut isLeftOut: @escaping @Sendable (String) -> Bool = { _ in false }
  ) {
    self.time = time
    self.isLeftOut = isLeftOut
  }

  /// Whether a column has the name of a step.
  var isOne: Bool { step != nil }

  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> TextStep {
    if number == 0 { return try readNames(&text) }
    if let flaw = cellFlaw.take() { return .leftOut(flaw) }
    guard let step, try readLine(&text) else { return .end }
    if isTooLong { return .leftOut("line \(number): \(LoggedValue.tooLong)") }
    if line.cells.count == 1, line.cells[0].range.isEmpty { return .nothing }
    let isCut = line.isUnfinished && (text.isGrowing || line.cells.count < names.count)
    guard step < line.cells.count, !isCut,
      let at = Self.step(line.trimmed(line.cells[step], in: text.bytes))
    else { return flaw(isCut, text) }
    let wallTime = timeColumn.flatMap { $0 < line.cells.count ? number(in: $0, text) : nil } ?? .nan
    var values: [LoggedValue] = []
    for column in 0..<min(names.count, line.cells.count) where isMetric[column] {
      guard let value = number(in: column, text) else {
        note(column, text)
        continue
      }
      isNumeric[column] = true
      values.append(
        LoggedValue(tag: names[column], step: at, wallTime: wallTime, value: value))
    }
    noteLength()
    return .values(values)
  }

  private func number(in column: Int, _ text: borrowing TextWindow) -> Double? {
    let cell = line.cells[column]
    if cell.range.isEmpty { return nil }
    let written = line.trimmed(cell, in: text.bytes)
    return Double(written) ?? withDecimalComma(written)
  }

  /// A number such as `0,25`, which is possible if commas do not separate cells.
  private func withDecimalComma(_ written: String) -> Double? {
    let parts = written.split(separator: ",", omittingEmptySubsequences: false)
    if line.delimiter == UInt8(ascii: ",") || parts.count != 2 { return nil }
    return Double(parts.joined(separator: "."))
  }

  /// Notes a cell without a number in a column of numbers, unless its word means a missing value.
  private mutating func note(_ column: Int, _ text: borrowing TextWindow) {
    if !isNumeric[column] || cellFlaw != nil { return }
    let written = line.trimmed(line.cells[column], in: text.bytes)
    if written.isEmpty || Self.nothing.contains(written.lowercased()) { return }
    cellFlaw = "line \(number): \"\(written.prefix(20))\" in \(names[column]) is not a number"
  }

  /// Notes that the line has fewer cells than there are columns, or more that are not empty.
  private mutating func noteLength() {
    if cellFlaw != nil || line.cells.count == names.count { return }
    if line.cells.count < names.count {
      cellFlaw = "line \(number): the cells missing at its end"
    } else if line.cells[names.count...].contains(where: { !$0.range.isEmpty }) {
      cellFlaw = "line \(number): its cells beyond the last column"
    }
  }

  /// Words that are written for a missing number.
  private static let nothing: Set<String> = [
    "-", "--", "n/a", "na", "nil", "none", "null", "true", "false",
  ]

  /// What is wrong with a line that has no step, or is cut; nothing if it is empty, or repeats the
  /// column names.
  private func flaw(_ isCut: Bool, _ text: borrowing TextWindow) -> TextStep {
    let cells = line.cells.map { line.trimmed($0, in: text.bytes) }
    if cells.allSatisfy(\.isEmpty) || cells == names { return .nothing }
    return isCut
      ? .cut("line \(number): it is cut short") : .leftOut("line \(number): \(LoggedValue.noStep)")
  }

  private mutating func readNames(_ text: inout TextWindow) throws(EventFileError) -> TextStep {
    while text.count < CSVLines.mark.count, try text.more() {}
    if text.bytes[text.start...].starts(with: CSVLines.mark) {
      text.advance(to: text.start + CSVLines.mark.count)
    }
    // The first line must be complete, whatever separates its cells.
    guard try readLine(&text, passes: false), !isTooLong else { return .end }
    line.delimiter = Self.delimiter(of: text.bytes, from: text.start)
    guard try readLine(&text) else { return .end }
    names = line.cells.map { line.trimmed($0, in: text.bytes) }
    step = StepNames.place(in: names)
    if step == nil { return .end }
    timeColumn = names.firstIndex(of: time)
    isNumeric = names.map { _ in false }
    var seen: Set<ByteKey> = []
    isMetric = names.enumerated().map { place, name in
      if !seen.insert(ByteKey(name)).inserted {
        if !name.isEmpty { cellFlaw = "line 1: another column \"\(name.prefix(20))\"" }
        return false
      }
      return place != step && place != timeColumn && !isLeftOut(name)
    }
    return .nothing
  }

  /// Reads the next line and skips it; false after the last.
  private mutating func readLine(
    _ text: inout TextWindow, passes: Bool = true
  ) throws(EventFileError) -> Bool {
    isTooLong = false
    while true {
      if text.count > 0,
        let end = line.read(text.bytes, from: text.start, isWhole: text.isAtEnd)
      {
        if passes {
          text.advance(to: end)
          number += 1
        }
        return true
      }
      if text.count > TextWindow.limit {
        _ = try text.line()
        isTooLong = true
        number += 1
        return true
      }
      guard try text.more() else { return false }
    }
  }

  // MARK: The first line

  /// The names of the columns in the first line of `bytes`, without blanks around them.
  static func columns(_ bytes: [UInt8]) -> [String] {
    let start = bytes.starts(with: CSVLines.mark) ? CSVLines.mark.count : 0
    return columns(bytes, from: start, delimiter: delimiter(of: bytes, from: start))
  }

  /// The separator of the cells: the one of `,` `;` and tab that gives the most columns, one of
  /// which must be the step.
  private static func delimiter(of bytes: [UInt8], from start: Int) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]
    let counts = candidates.map { delimiter in
      let names = columns(bytes, from: start, delimiter: delimiter)
      return StepNames.place(in: names) == nil ? 0 : names.count
    }
    let most = counts.max() ?? 0
    return zip(candidates, counts).first { $1 == most }?.0 ?? candidates[0]
  }

  private static func columns(_ bytes: [UInt8], from start: Int, delimiter: UInt8) -> [String] {
    if start == bytes.count { return [] }
    var line = CSVCells(delimiter: delimiter)
    _ = line.read(bytes, from: start, isWhole: true)
    return line.cells.map { line.trimmed($0, in: bytes) }
  }

  /// A whole number that fits into 64 bits, also as `3.0` or `1e3`.
  private static func step(_ text: String) -> Int64? {
    Int64(text) ?? Double(text).flatMap { Int64(exactly: $0) }
  }
}
