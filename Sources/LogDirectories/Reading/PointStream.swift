public import EventFiles
public import Scalars

/// Reads the points of another logger's log, batch after batch.
protocol PointStream: AnyObject {
  /// The tags met so far; a batch's series number is an index into this list, which only grows.
  var series: [SeriesDescription] { get }
  /// Settings met so far.
  var attachments: [Attachment] { get }
  /// The result of reading so far.
  var outcome: FileOutcome { get }

  /// Fills `batch` with the next points; `false` when there is no more for now.
  func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool
}

/// Reads one file of a run, of any kind of log.
public struct LogFileReader: ~Copyable {
  private var events: EventFileReader
  private let other: (any PointStream)?
  private let file: LogFile

  /// Prepares to read a file; nothing is opened yet.
  public init(_ file: LogFile, options: ReadingOptions = ReadingOptions()) {
    self.file = file
    other = file.source.stream?(file, options)
    events =
      other == nil
      ? EventFileReader(file.location, options: options)
      : EventFileReader(bytes: [], options: options)
  }

  /// The tags met so far; a batch's series number is an index into this list, which only grows.
  public var series: [SeriesDescription] { other?.series ?? events.series }
  /// The tags whose tensors were left out, because no metadata said what they are.
  var unexplainedTags: [String] { other == nil ? events.unexplainedTags : [] }
  /// Settings and texts met so far.
  public var attachments: [Attachment] { other?.attachments ?? events.attachments }
  /// The result of reading so far.
  public var outcome: FileOutcome { other?.outcome ?? events.outcome }

  /// Adds what an event file says about its tags.
  func tell(_ known: inout KnownTags) {
    if other == nil { known.add(events) }
  }

  /// Fills `batch` with the next points.
  ///
  /// - Returns: `false` if there is no more for now; the batch may hold rows and marks in either
  /// case.
  ///
  /// - Throws: An ``EventFileError`` if the file cannot be read, or is not the same file any more.
  public mutating func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    do throws(EventFileError) {
      if let other { return try other.read(into: &batch) }
      return try events.read(into: &batch)
    } catch {
      throw file.explaining(error)
    }
  }
}
