public import Scalars

/// Reads one event file, at once or as it grows, and hands its points on in batches.
///
/// A reader holds neither a descriptor nor a buffer between calls once it has come to the end of what is
/// there, so that a thousand of them may wait for their files to grow.
public struct EventFileReader: ~Copyable, Sendable {
  /// Prepares to read the file at `path`; nothing is opened yet.
  public init(path: String, options: ReadingOptions = ReadingOptions()) { fatalError("to follow") }

  /// Prepares to read bytes in memory.
  public init(bytes: [UInt8], options: ReadingOptions = ReadingOptions()) { fatalError("to follow") }

  /// Prepares to read an open descriptor, such as standard input, which stays the caller's to close.
  public init(descriptor: Int32, options: ReadingOptions = ReadingOptions()) {
    fatalError("to follow")
  }

  /// Fills `batch` with the next points.
  ///
  /// - Returns: `false` when there is no more for now; the batch may hold rows and marks in either case. A
  ///   later call goes on where this one ended if the file has grown by then.
  /// - Throws: An ``EventFileError`` if the file cannot be read, or is no longer the one it was.
  public mutating func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    fatalError("to follow")
  }

  /// The tags met so far; a batch's series number is an index into this list, which only grows.
  public private(set) var series: [SeriesDescription] = []

  /// What reading came to, so far.
  public private(set) var outcome = FileOutcome()

  /// Hyperparameters and texts met so far.
  public private(set) var attachments: [Attachment] = []
}
