import EventFiles
import Scalars

/// The series of a run, numbered over all its members and their files in the order in which they
/// are met.
struct SeriesNumbering {
  private(set) var series: [RunSeries] = []
  /// For each member, the numbers of its series.
  private var numbers: [[ByteKey: Int]] = []

  /// The number of the series of `tag` in `member`; a new one at its first occurrence.
  mutating func number(of tag: String, _ type: NumberType, member: Int, of run: Run) -> Int {
    while numbers.count <= member { numbers.append(Dictionary(minimumCapacity: 12)) }
    let number = numbers[member].number(of: tag, new: series.count)
    if number < series.count { return number }
    series.append(
      RunSeries(
        member: member, memberName: run.members[member].name, memberRole: run.members[member].role,
        tag: tag, numberType: type))
    return number
  }

  /// How many series a member has.
  func count(of member: Int) -> Int { member < numbers.count ? numbers[member].count : 0 }

  /// Adds the number type of a series in one more file; if files differ, it becomes one that holds
  /// both.
  mutating func widen(_ number: Int, to type: NumberType) {
    series[number].numberType = series[number].numberType.widened(by: type)
  }
}

/// The run's numbers for the series of one file.
struct SeriesNumbers {
  private static let none = UInt32.max
  private var numbers: [UInt32] = []
  private var isIdentity = true

  /// Gives every row of a batch the number its series has in the run.
  ///
  /// Tags without a point, such as images, get none.
  mutating func apply(
    to batch: inout ScalarBatch, of reader: borrowing LogFileReader, member: Int, run: Run,
    table: inout SeriesNumbering
  ) {
    var row = 0
    while true {
      // All tags of the file are series of the run, with the same numbers.
      if isIdentity, numbers.count == reader.series.count { return }
      row = renumber(&batch, from: row)
      if row == batch.count { return }
      let place = Int(batch.series[row])
      if place > numbers.count { isIdentity = false }
      while numbers.count <= place { numbers.append(Self.none) }
      let series = reader.series[place]
      let number = table.number(of: series.tag, series.numberType, member: member, of: run)
      numbers[place] = UInt32(number)
      isIdentity = isIdentity && number == place
    }
  }

  /// Renumbers rows from `row` on; returns the first row whose series has no number yet, else
  /// `count`.
  private func renumber(_ batch: inout ScalarBatch, from row: Int) -> Int {
    let count = batch.count
    let numbers = numbers.span
    var series = batch.series.mutableSpan
    for row in row..<count {
      let place = Int(series[row])
      if place >= numbers.count { return row }
      if isIdentity { continue }
      let number = numbers[place]
      if number == Self.none { return row }
      series[row] = number
    }
    return count
  }

  /// Adds the number formats that the file's series turned out to have.
  func widen(_ reader: borrowing LogFileReader, _ table: inout SeriesNumbering) {
    for (place, number) in numbers.enumerated() where number != Self.none {
      table.widen(Int(number), to: reader.series[place].numberType)
    }
  }
}
