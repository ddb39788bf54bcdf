import Convergence
import Scalars
import TextFormats

/// What the rows of a scan are ranked by.
public enum ScanOrder: Sendable, Hashable {
  /// The best value of the metric.
  case best
  /// The last value of the metric.
  case last
  /// The verdict, good ones first; runs with the same verdict are ranked by their best value.
  case verdict
  /// The time of the last event, the latest first.
  case time
  /// The name.
  case name
  /// The requested value at this index; the largest first if `descending`.
  case picked(place: Int, descending: Bool)
}

/// Compares rows; a total order, so that the ranking does not depend on the order of the input.
///
/// Values of different metrics cannot be compared: runs with the most common metric come first.
struct RowComparison {
  let order: ScanOrder
  /// Each metric's rank, and its direction.
  private let metrics: [ByteKey: (place: Int, direction: Direction)]

  init(_ order: ScanOrder, rows: [ScanRow]) {
    self.order = order
    var votes: [ByteKey: (count: Int, max: Int)] = [:]
    for row in rows {
      guard let metric = row.metric.map(ByteKey.init) else { continue }
      votes[metric, default: (0, 0)].count += 1
      if row.direction == .max { votes[metric, default: (0, 0)].max += 1 }
    }
    let ranked = votes.keys.sorted {
      let (a, b) = (votes[$0]?.count ?? 0, votes[$1]?.count ?? 0)
      return a == b ? $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) : a > b
    }
    metrics = Dictionary(
      uniqueKeysWithValues: ranked.enumerated().map { place, metric in
        let vote = votes[metric] ?? (0, 0)
        return (metric, (place, vote.max * 2 > vote.count ? .max : .min))
      })
  }

  func comesFirst(_ a: ScanRow, _ b: ScanRow) -> Bool {
    let first = key(a)
    let second = key(b)
    if first.group != second.group { return first.group < second.group }
    if first.value != second.value {
      // Rows without a value come last.
      if first.value.isNaN || second.value.isNaN {
        if first.value.isNaN != second.value.isNaN { return second.value.isNaN }
      } else {
        return first.value < second.value
      }
    }
    if first.text != second.text { return first.text < second.text }
    if a.name != b.name { return naturallyPrecedes(a.name, b.name) }
    return a.members.lazy.map(\.run).lexicographicallyPrecedes(b.members.lazy.map(\.run))
  }

  private func key(_ row: ScanRow) -> (group: Int, value: Double, text: String) {
    let metric = row.metric.flatMap { metrics[ByteKey($0)] }
    // A value of exactly 0 is usually broken, and would otherwise be the best of all losses.
    let isSound = !row.flags.contains("exactly-zero")
    let group =
      row.verdict == nil
      ? metrics.count + 1 : isSound ? metric?.place ?? metrics.count : metrics.count
    let sign: Double = metric?.direction == .max ? -1 : 1
    switch order {
    case .best: return (group, (row.best?.mean ?? .nan) * sign, "")
    case .last: return (group, (row.last?.mean ?? .nan) * sign, "")
    case .name: return (0, 0, "")
    case .time: return (0, -(row.members.compactMap(\.lastWallTime).max() ?? .nan), "")
    case .verdict:
      let place = row.verdict.flatMap(Verdict.fromGoodToBad.firstIndex) ?? Verdict.allCases.count
      return (place * (metrics.count + 2) + group, (row.best?.mean ?? .nan) * sign, "")
    case .picked(let place, let descending):
      switch row.picked[place] {
      case .number(let number)?: return (0, descending ? -number : number, "")
      case let value?: return (1, 0, value.exact)
      case nil: return (2, 0, "")
      }
    }
  }
}
