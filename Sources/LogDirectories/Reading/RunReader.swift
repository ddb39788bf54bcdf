public import Scalars

/// Reads the points of a run, file after file, by a policy for steps that were written twice.
///
/// The pass is optimistic: points are delivered as they are read, in constant memory. Where it turns
/// out that delivered points are superseded, or files have to be merged, `read` says `startOver`: the
/// consumer forgets what it was given, and a second pass delivers what stands.
public struct RunReader: ~Copyable {
  /// What a call to `read` brought.
  public enum Delivery: Sendable {
    /// Points are in the batch.
    case batch
    /// All points delivered so far are void; they come again without those that are superseded.
    case startOver
    /// There are no more points.
    case end
  }

  /// The run that is read.
  public let run: Run
  /// The series met so far; a batch's series numbers are places in here.
  public private(set) var series: [RunSeries] = []
  /// What the current pass has learnt of each series.
  public private(set) var statistics: [SeriesStatistics] = []
  /// Whether each row of the last batch is superseded; filled only with `deliversSuperseded`.
  public private(set) var superseded: [Bool] = []
  /// What else there is to say, complete after `end`.
  public private(set) var report = RunReport()

  /// Prepares to read a run; nothing is opened yet.
  public init(_ run: Run, options: RunReadOptions = RunReadOptions()) {
    self.run = run
  }

  /// Reads the next points into `batch`.
  public mutating func read(into batch: inout ScalarBatch) -> Delivery { .end }
}
