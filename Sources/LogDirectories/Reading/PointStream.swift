public import EventFiles
public import Scalars

/// Reads the points of one log that is no event file, batch after batch.
protocol PointStream: AnyObject {
  /// The tags met so far; a batch's series number is an index into this list, which only grows.
  var series: [SeriesDescription] { get }
  /// Settings met so far.
  var attachments: [Attachment] { get }
  /// What reading came to, so far.
  var outcome: FileOutcome { get }

  /// Fills `batch` with the next points; `false` when there is no more for now.
  func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool
}

/// Reads one file of a run, whatever kind of log it is.
public struct LogFileReader: ~Copyable {
  private var events: EventFileReader
  private let other: (any PointStream)?
  /// How many lines of a translated log were left out.
  private(set) var linesLeftOut = 0
  /// What is wrong with the first of them, or with the log as a whole.
  private(set) var flaw: String?

  /// Prepares to read a file; one that has to be translated as a whole is read at once.
  ///
  /// - Throws: where such a file cannot be read.
  public init(
    _ file: LogFile, options: ReadingOptions = ReadingOptions()
  ) throws(EventFileError) {
    other = file.source.stream?(file, options)
    if other != nil {
      events = EventFileReader(bytes: [], options: options)
    } else if let log = try file.translated() {
      events = EventFileReader(bytes: log.bytes, options: options)
      (linesLeftOut, flaw) = (log.leftOut, log.flaw)
    } else {
      events = EventFileReader(file.location, options: options)
    }
  }

  /// Prepares to read nothing.
  init(nothing options: ReadingOptions) {
    events = EventFileReader(bytes: [], options: options)
    other = nil
  }

  /// The tags met so far; a batch's series number is an index into this list, which only grows.
  public var series: [SeriesDescription] { other?.series ?? events.series }
  /// The tags whose tensors were left out, for nothing said what they are.
  var unexplainedTags: [String] { other == nil ? events.unexplainedTags : [] }
  /// Settings and texts met so far.
  public var attachments: [Attachment] { other?.attachments ?? events.attachments }
  /// What reading came to, so far.
  public var outcome: FileOutcome { other?.outcome ?? events.outcome }

  /// Adds what an event file says of its tags.
  func tell(_ known: inout KnownTags) {
    if other == nil { known.add(events) }
  }

  /// Fills `batch` with the next points.
  ///
  /// - Returns: `false` when there is no more for now; the batch may hold rows and marks in either case.
  /// - Throws: An ``EventFileError`` if the file cannot be read, or is no longer the one it was.
  public mutating func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    if let other { return try other.read(into: &batch) }
    return try events.read(into: &batch)
  }
}
