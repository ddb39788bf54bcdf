internal import Scalars

/// How the rows of a scan are made, selected and ranked.
public struct ScanArrangement {
  /// Which runs form one row; nil if runs are not grouped.
  public var group: ScanGrouping?
  /// Whether a row's name is the baseline's; nil without a baseline.
  public var isBaseline: ((String) -> Bool)?
  /// The key of the ranking.
  public var order = ScanOrder.best
  /// How many rows are shown; nil for all.
  public var top: Int?
  /// The requested values that are shown as columns: the index of each, with its heading.
  public var columns: [(title: String, place: Int)] = []

  /// Creates the default arrangement: every run, ranked by its best value.
  public init() {}
}

/// The answer of a scan: its rows in order, and the totals of all runs.
public struct ScanReport {
  /// The rows in order.
  public var rows: [ScanRow]
  /// How many rows there were before the ranking was cut.
  public var rowCount: Int
  /// Whether runs were grouped.
  public var isGrouped: Bool
  /// The row with which the others are compared.
  public var baseline: ScanRow?
  /// The further columns.
  public var columns: [(title: String, place: Int)]
  /// The totals of all runs.
  public var totals: ScanTotals

  /// Arranges runs; the result does not depend on their order.
  ///
  /// - Returns: The report; without a baseline if none was found.
  public init(_ all: [ScanRecord], _ arrangement: ScanArrangement) {
    let siblings = Siblings(all)
    let records = all.map(siblings.weigh)
    totals = ScanTotals(records)
    columns = arrangement.columns
    isGrouped = arrangement.group != nil
    var all = Self.rows(records, arrangement.group)
    let comparison = RowComparison(arrangement.order, rows: all)
    all.sort(by: comparison.comesFirst)
    rowCount = all.count
    baseline = arrangement.isBaseline.flatMap { isBaseline in
      all.first { isBaseline($0.name) }
        ?? all.first { $0.members.contains { isBaseline($0.run) } }
    }
    if let base = baseline?.best?.mean, base.isFinite, base != 0 {
      for index in all.indices where all[index].metric == baseline?.metric {
        guard let best = all[index].best?.mean else { continue }
        all[index].baselineChange = (best - base) / abs(base)
      }
    }
    rows = arrangement.top.map { Array(all.prefix($0)) } ?? all
  }

  private static func rows(_ records: [ScanRecord], _ group: ScanGrouping?) -> [ScanRow] {
    guard let group else { return records.map(ScanRow.init) }
    // Runs judged by different metrics have no mean.
    var groups: [[ByteKey]: [ScanRecord]] = [:]
    for record in records {
      let key = [group.key(of: record), record.metric ?? ""].map { ByteKey($0) }
      groups[key, default: []].append(record)
    }
    return groups.values.map { members in
      members.count == 1
        ? ScanRow(members[0]) : ScanRow(name: group.name(of: members), members: members)
    }
  }

  /// The metric by which all rows were judged; nil if they differ.
  var commonMetric: String? {
    let metrics = Set(rows.compactMap(\.metric))
    return metrics.count == 1 ? metrics.first : nil
  }
}

/// A run's name without its seed; separators at the ends and doubled ones are removed, too.
///
/// `.` if nothing is left.
public func groupName(_ rest: String) -> String {
  let separators: Set<Character> = ["/", "-", "_", ".", " "]
  var name = ""
  for character in rest {
    if separators.contains(character), name.last.map(separators.contains) ?? true { continue }
    name.append(character)
  }
  while let last = name.last, separators.contains(last) { name.removeLast() }
  return name.isEmpty ? "." : name
}
