import Arguments
import Reports
import TextFormats

/// What a scan or a merge is asked to choose, arrange and write.
struct ScanRequest: Sendable {
  let verdicts: [String]
  let condition: Condition?
  /// The earliest time of a run's last event, in seconds since the Unix epoch.
  let since: Double?
  let sort: ScanSort
  let group: RegularExpression?
  let baseline: Pattern?
  let columns: [String]
  let top: Int?
  let format: ScanFormat
  let failOn: FailingVerdicts
  let hasFailOn: Bool
  /// Whether the records' JSON is written out, so that it must be kept.
  let keepsJSON: Bool
  /// Which keys of the records' JSON are written out.
  let recordSelection: RecordSelection
  let output: String?
  /// The metric that runs had to be judged by.
  let metric: String?

  init(_ arguments: ParsedArguments, in session: Session) throws(CommandError) {
    verdicts = arguments[ScanOptions.verdicts]
    condition = arguments[ScanOptions.condition]
    since = arguments[ScanOptions.since].map { session.now() - $0 }
    sort = ScanSort(arguments[ScanOptions.sort])
    group = arguments[ScanOptions.group]
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

  /// The names whose values are taken from each record: those of columns, then what is ranked by.
  var names: [FieldName] {
    let columns = columns.map { FieldName($0) }
    if case .field(let name, _) = sort { return columns + [name] }
    return columns
  }

  /// Whether records must say which tags and names they have.
  var needsNames: Bool { metric != nil || condition != nil || !names.isEmpty }

  var arrangement: ScanArrangement {
    var arrangement = ScanArrangement()
    if let group {
      arrangement.group = { groupName(group.removingMatches(from: $0)) }
    }
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

  /// Whether a run is among those that were asked for.
  func keeps(_ run: ScanRecord, _ record: some ReadableRecord) -> Bool {
    if !verdicts.isEmpty, !verdicts.contains(run.verdictName) { return false }
    if let since, !((run.lastWallTime ?? -.infinity) >= since) { return false }
    return condition?.holds(for: record) ?? true
  }
}
