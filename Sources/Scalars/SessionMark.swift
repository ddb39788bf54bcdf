/// An event that says that a writer began, stopped or saved, met between two points of a file.
///
/// Policies for restarts need these: with a START mark, TensorFlow's supervisor and torch's
/// `purge_step` announce that every point from its step on is replaced.
public struct SessionMark: Sendable, Hashable {
  /// What the event announced.
  public enum Kind: Sendable, Hashable {
    /// A `file_version` event; the number after `brain.Event:`, or -1 if the text is not such a
    /// number.
    case fileVersion(Double)
    /// A session began; points from the mark's step on are replaced.
    case start
    /// A session ended.
    case stop
    /// A checkpoint was saved.
    case checkpoint
    /// A summary without a point; reported only if the reader was asked to.
    case otherSummary
  }

  /// The number of rows in the batch that came before this event.
  public var row: Int
  /// What the event announced.
  public var kind: Kind
  /// The event's step.
  public var step: Int64
  /// The event's wall time, in seconds since the Unix epoch.
  public var wallTime: Double
  /// The byte offset of the event's record in the (decompressed) stream of records.
  public var offset: Int64

  /// Creates a mark from its parts.
  public init(row: Int, kind: Kind, step: Int64, wallTime: Double, offset: Int64) {
    self.row = row
    self.kind = kind
    self.step = step
    self.wallTime = wallTime
    self.offset = offset
  }
}
