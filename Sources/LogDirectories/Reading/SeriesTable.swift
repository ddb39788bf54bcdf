import Scalars

/// The series of a run, numbered over all its members and their files.
struct SeriesTable {
  private(set) var series: [RunSeries] = []
  private var numbers: [Int: [String: Int]] = [:]

  /// The number of the series of `tag` in `member`, a new one at its first mention.
  mutating func number(of tag: String, _ type: NumberType, member: Int, of run: Run) -> Int {
    if let number = numbers[member]?[tag] {
      // A tag that changes its format keeps the digits of the wider one.
      if series[number].numberType != type { series[number].numberType = .float64 }
      return number
    }
    let number = series.count
    numbers[member, default: [:]][tag] = number
    series.append(
      RunSeries(
        member: member, memberName: run.members[member].name, memberRole: run.members[member].role,
        tag: tag, numberType: type))
    return number
  }
}

/// The numbers that the series of one file have in the table of its run.
struct SeriesNumbers {
  private var numbers: [UInt32] = []
  private var isIdentity = true

  /// Takes in the series that the file has named since the last call.
  mutating func extend(
    _ cursor: borrowing FileCursor, member: Int, of run: Run, in table: inout SeriesTable
  ) {
    while numbers.count < cursor.tags.count {
      let next = cursor.tags[numbers.count]
      let number = table.number(of: next.tag, next.numberType, member: member, of: run)
      isIdentity = isIdentity && number == numbers.count
      numbers.append(UInt32(number))
    }
  }

  /// Gives every row of a batch the number its series has in the run.
  func apply(to batch: inout ScalarBatch) {
    if isIdentity { return }
    for row in 0..<batch.count { batch.series[row] = numbers[Int(batch.series[row])] }
  }
}
