public import Convergence

/// The totals of all runs of a scan; sums of whole numbers, so that their order does not matter.
public struct ScanTotals: Sendable, Hashable {
  /// How many runs there are.
  public var runs = 0
  /// How many of them have each verdict.
  public var verdicts: [Verdict: Int] = [:]
  /// How many could not be judged.
  public var errors = 0
  /// How many have each flag.
  public var flags: [String: Int] = [:]
  /// The scalar points of all tags.
  public var points: Int64 = 0
  /// The bytes of all files.
  public var bytes: Int64 = 0
  /// How many runs hold damaged records.
  public var damagedRuns = 0
  /// How many runs were judged by each metric.
  public var metrics: [String: Int] = [:]

  /// Creates the totals of runs.
  public init(_ records: some Sequence<ScanRecord>) {
    for record in records {
      runs += 1
      if let verdict = record.verdict { verdicts[verdict, default: 0] += 1 } else { errors += 1 }
      for flag in record.flags { flags[flag, default: 0] += 1 }
      points += record.allPoints
      bytes += record.bytes
      if record.damagedRecords > 0 { damagedRuns += 1 }
      if let metric = record.metric { metrics[metric, default: 0] += 1 }
    }
  }
}
