import Scalars

/// A file of a run that is being read, its series numbered as the run's.
struct OpenFile: ~Copyable {
  let member: Int
  /// Its place among the member's files in the order of reading.
  let place: Int
  private var cursor: FileCursor
  private var numbers = SeriesNumbers()
  /// The number of the points delivered before the last batch.
  private(set) var firstRow = 0
  private var nextRow = 0
  private var nextMark = 0

  init(_ file: LogFile, member: Int, place: Int, select: (@Sendable (String) -> Bool)?) {
    self.member = member
    self.place = place
    cursor = FileCursor(file, select: select)
  }

  var failure: String? { cursor.failure }

  /// Fills `batch` with the next points; false at the end.
  mutating func read(
    into batch: inout ScalarBatch, of run: Run, table: inout SeriesTable
  ) -> Bool {
    firstRow = nextRow
    guard cursor.read(into: &batch) else { return false }
    numbers.extend(cursor, member: member, of: run, in: &table)
    numbers.apply(to: &batch)
    nextRow += batch.count
    return true
  }

  /// The next mark that stands before the point number `row` of the file or, at its end, any.
  mutating func takeMark(before row: Int) -> FileMark? {
    guard nextMark < cursor.marks.count, cursor.marks[nextMark].row <= row else { return nil }
    defer { nextMark += 1 }
    return cursor.marks[nextMark]
  }

  /// How many of the file's points stand before the next mark; nil where no further one is known.
  var nextMarkRow: Int? { nextMark < cursor.marks.count ? cursor.marks[nextMark].row : nil }
}
