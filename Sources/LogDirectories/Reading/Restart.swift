/// A moment in a run when a job began again, or continued, after points had been written.
public struct Restart: Sendable, Hashable {
  /// What shows that the job began again.
  public enum Cause: Sendable, Hashable {
    /// The writer said so: a SessionLog START with the step from which on earlier points are void.
    case sessionStart
    /// A later file begins again at or before steps that an earlier one had reached.
    case laterFile
    /// The same within one file: a later part, after a second file version event.
    case laterPart
    /// A step went back in a file of a format so old that only a restart explains it.
    case stepWentBack
    /// A later file continues right after the earlier one: nothing is superseded.
    case continued
  }

  /// How it is known.
  public let cause: Cause
  /// The step from which on earlier points are superseded; of several tags, the lowest.
  public let step: Int64
  /// The highest step that had been reached before.
  public let reached: Int64
  /// When the job began again: the wall time of its first event or point.
  public let wallTime: Double
  /// The number of the member in `Run.members`.
  public let member: Int
  /// The index of the file that contains the restart.
  public let file: LogPath
  /// How many of the file's scalar points come before it.
  public let row: Int
  /// The byte offset in the file; nil if only a point shows the restart.
  public let offset: Int64?
  /// How many series begin again; nil for all of them.
  public let tags: Int?
  /// How many points it superseded that no earlier restart had superseded; only with the `resume`
  /// policy.
  public internal(set) var superseded = 0
  /// Whether the job counted its steps from the beginning, but its level continues that of the
  /// earlier job.
  public internal(set) var continuesLevel = false
}
