import Convergence
import Scalars
import TextFormats

/// The best values that other runs of a scan reach, for each metric by which runs are judged.
///
/// A flat run with less than half of the progress of the best of them gets the flag
/// `behind-siblings`, with the value that the best one reaches. No verdict changes, so a run gets
/// the same verdict alone and among others. A scan and a merge of its parts agree, since the flag
/// is determined again from all records.
struct Siblings {
  static let flag = "behind-siblings"
  /// A run is behind if it has made less than this share of another's progress.
  private static let share = 0.5

  private struct Kind: Hashable {
    var metric: [UInt8]
    var direction: Direction
  }

  /// The best value of a metric, and the name and the learning rate of the run with that value.
  private struct Best {
    var value: Double
    var run: [UInt8]
    var rate: Double?
  }

  /// The best run by each metric.
  private var best: [Kind: Best] = [:]

  init(_ records: [ScanRecord]) {
    for record in records where Self.isExample(record) {
      guard let kind = Self.kind(record), let value = record.best, value.isFinite else { continue }
      let sign = record.direction.sign
      if let known = best[kind], sign * known.value <= sign * value { continue }
      best[kind] = Best(
        value: value, run: Array(record.run.utf8), rate: record.learningRate)
    }
  }

  /// The record with its flag, if it is behind.
  func weigh(_ record: ScanRecord) -> ScanRecord {
    guard record.verdict == .converged || record.verdict == .plateaued,
      let leader = Self.kind(record).flatMap({ best[$0] }), leader.run != Array(record.run.utf8),
      let start = record.startLevel, let level = record.level, start.isFinite, level.isFinite
    else { return record }
    let (sign, theirs) = (record.direction.sign, leader.value)
    let (made, possible) = (sign * (start - level), sign * (start - theirs))
    guard possible > 0, made < Self.share * possible, sign * (level - theirs) > 0 else {
      return record
    }
    var flagged = record
    flagged.siblingsBest = theirs
    flagged.flags.append(Self.flag)
    let numbers = ReadableNumbers(unicode: false)
    flagged.reason +=
      " It is flat at \(numbers.value(level)) where sibling runs reach \(numbers.value(theirs))."
    flagged.reason += Self.remedy(record.learningRate, beside: leader.rate)
    flagged.json = SiblingsFlag.added(to: record.json, best: theirs)
    return flagged
  }

  /// What to change about a learning rate that is very different from that of the best run; else
  /// empty.
  private static func remedy(_ rate: Double?, beside best: Double?) -> String {
    guard let rate, let best, rate > 0, best > 0 else { return "" }
    if rate * Self.farRate <= best {
      return " Its learning rate is far below that of the best run: raise it."
    }
    return rate >= Self.farRate * best
      ? " Its learning rate is far above that of the best run: lower it." : ""
  }

  /// Learning rates that differ by this factor are very different.
  private static let farRate = 3.0

  /// Whether the value that a run reached may be compared with others'.
  private static func isExample(_ record: ScanRecord) -> Bool {
    switch record.verdict {
    case .improving, .converged, .plateaued, .overfitting: !record.flags.contains("exactly-zero")
    default: false
    }
  }

  private static func kind(_ record: ScanRecord) -> Kind? {
    record.metric.map { Kind(metric: Array($0.utf8), direction: record.direction) }
  }
}
