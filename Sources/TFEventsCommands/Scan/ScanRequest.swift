import Arguments
import Reports
import TextFormats

/// What a scan or a merge selects, arranges and writes.
struct ScanRequest: Sendable {
  let verdicts: [String]
  let condition: Condition?
  /// The earliest time of a run's last event, in seconds since the Unix epoch.
  let since: Double?
  let sort: ScanSort
  let group: ScanGrouping?
  let baseline: Pattern?
  let columns: [String]
  let top: Int?
  let format: ScanFormat
  let failOn: FailingVerdicts
  let hasFailOn: Bool
  /// Whether the records' JSON is written, so that it must be kept.
  let keepsJSON: Bool
  /// Which keys of the records' JSON are written.
  let recordSelection: RecordSelection
  let output: String?
  /// The metric by which runs must have been judged.
  let metric: String?

  init(_ arguments: ParsedArguments, in session: Session) throws(CommandError) {
    verdicts = arguments[ScanOptions.verdicts]
    condition = arguments[ScanOptions.condition]
    since = arguments[ScanOptions.since].map { session.now() - $0 }
    sort = ScanSort(arguments[ScanOptions.sort])
    group = try Self.grouping(arguments)
    baseline = arguments[ScanOptions.baseline]
    columns = arguments[ScanOptions.columns]
    top = arguments[ScanOptions.top]
    output = arguments[ScanOptions.output]
    let usual: ScanFormat = session.output.isTerminal && output == nil ? .table : .csv
    format = try OutputName(output).format(
      asked: arguments[ScanOptions.format], endings: ScanFormat.allEndings, usual: usual)
    hasFailOn = !arguments[ScanOptions.failOn].isEmpty
    failOn = hasFailOn ? FailingVerdicts(names: arguments[ScanOptions.failOn]) : .usual
    keepsJSON =
      format.needsRecords
      || arguments.declares(ScanCommand.stdin) && arguments[ScanCommand.stdin]
    recordSelection = try RecordSelection(arguments, writesRecords: keepsJSON)
    metric = arguments.declares(Shared.metric) ? arguments[Shared.metric] : nil
  }

  /// The names whose values are taken from each record: those of columns, then those of the
  /// ranking.
  var names: [FieldName] {
    let columns = columns.map { FieldName($0) }
    if case .field(let name, _) = sort { return columns + [name] }
    return columns
  }

  /// Whether records must list their tags and names.
  var needsNames: Bool { metric != nil || !checkedNames.isEmpty }

  /// The names that at least one run must have, each with its option.
  var checkedNames: [FieldName] { (condition?.names ?? []) + (group?.names ?? []) + names }

  /// The option that names the values by which runs are grouped.
  var groupOption: String { if case .over = group { "--over" } else { "--group-by" } }

  private static func grouping(_ arguments: ParsedArguments) throws(CommandError) -> ScanGrouping? {
    let by = arguments[ScanOptions.groupBy].map { FieldName($0) }
    let over = arguments[ScanOptions.over].map { FieldName($0) }
    let pattern = arguments[ScanOptions.group]
    let kinds = [pattern != nil, !by.isEmpty, !over.isEmpty].count { $0 }
    if kinds > 1 {
      throw .usage(UsageError("--group, --group-by and --over are three ways to group: give one"))
    }
    if !by.isEmpty { return .by(by) }
    if !over.isEmpty { return .over(over) }
    return pattern.map { pattern in .name { groupName(pattern.removingMatches(from: $0)) } }
  }

  var arrangement: ScanArrangement {
    var arrangement = ScanArrangement()
    arrangement.group = group
    if let baseline { arrangement.isBaseline = { baseline.matches($0) } }
    arrangement.columns = columns.enumerated().map { (title: $1, place: $0) }
    switch sort {
    case .order(let order): arrangement.order = order
    case .field(let name, let descending):
      arrangement.order = .picked(place: columns.count, descending: descending)
      if !columns.contains(name.name) {
        arrangement.columns.append((title: name.name, place: columns.count))
      }
    }
    arrangement.top = top
    return arrangement
  }

  /// Whether a run was selected.
  func keeps(_ run: ScanRecord, _ record: some ReadableRecord) -> Bool {
    if !verdicts.isEmpty, !verdicts.contains(run.verdictName) { return false }
    if let since, !((run.lastWallTime ?? -.infinity) >= since) { return false }
    return condition?.holds(for: record) ?? true
  }
}
