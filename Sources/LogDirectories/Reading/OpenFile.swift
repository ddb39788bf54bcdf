import EventFiles
import Scalars

/// A file of a run that is being read, with the run's series numbers.
struct OpenFile: ~Copyable {
  let member: Int
  /// Its index among the member's files in the order of reading.
  let place: Int
  private(set) var reader: LogFileReader
  private(set) var failure: EventFileError?
  /// How many of the file's points came before the last batch.
  private(set) var firstRow = 0
  private var nextRow = 0
  /// Whether the last call reached the end of the file as it was then.
  private(set) var isAtEnd = false
  private var numbers = SeriesNumbers()
  private var attachmentsTaken = 0

  init(
    _ file: LogFile, member: Int, place: Int, options: RunReadOptions, known: KnownTags
  ) {
    self.member = member
    self.place = place
    var reading = options.reading
    reading.knownTags = known
    reader = LogFileReader(file, options: reading)
  }

  /// Fills `batch` with the next points; false once there is neither a point nor a mark left.
  mutating func read(
    into batch: inout ScalarBatch, of run: Run, table: inout SeriesNumbering
  ) -> Bool {
    if isAtEnd { return false }
    firstRow = nextRow
    do throws(EventFileError) {
      isAtEnd = try !reader.read(into: &batch)
    } catch {
      failure = error
      isAtEnd = true
    }
    if isAtEnd, batch.count == 0, batch.marks.isEmpty { return false }
    numbers.apply(to: &batch, of: reader, member: member, run: run, table: &table)
    nextRow += batch.count
    return true
  }

  /// The result of reading the file so far.
  var outcome: FileOutcome { reader.outcome }

  /// Makes the next call check whether the file has grown.
  mutating func resume() { isAtEnd = failure != nil }

  /// The hyperparameters and texts met since the last call.
  mutating func takeAttachments() -> [Attachment] {
    defer { attachmentsTaken = reader.attachments.count }
    return Array(reader.attachments.dropFirst(attachmentsTaken))
  }

  /// Writes the outcome into `report`, and the number types of the file's series into `table`.
  func finish(_ report: inout FileReport, table: inout SeriesNumbering) {
    report.outcome = reader.outcome
    report.failure = failure
    numbers.widen(reader, &table)
  }
}

/// A reference to an open file, so that it can be kept in arrays.
final class FileBox {
  var file: OpenFile

  init(_ file: consuming OpenFile) { self.file = file }
}
