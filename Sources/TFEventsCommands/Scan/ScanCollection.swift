import Arguments
import Convergence
import Reports
import TextFormats
import TrainingRuns

/// Collects the records of a scan or a merge and writes the answer.
struct ScanCollection {
  private let request: ScanRequest
  private let paths: String
  private let hints: ScanHints
  private var records: [ScanRecord] = []
  /// Records whose direction was guessed, and the position of each among the others.
  private var guessed: [(place: Int, digest: ScanDigest)] = []
  private var vote = DirectionVote()
  private var tagCounts: [String: Int] = [:]
  private var names: Set<String> = []
  private var known: [Bool]
  private var hasMetric = false
  private(set) var count = 0
  private var damaged = 0
  private var errors = 0
  /// Why the first run that could not be judged could not.
  private var firstReason: String?
  /// What could not be read.
  var unread = Unread()
  /// Sentences on values that were changed or left out: the first ones, and how many there are.
  private var alterations: (first: [String], count: Int) = ([], 0)
  /// Lines after the records that say which parts of a scan they are.
  var marks: [String] = []

  /// Prepares to collect; `paths` and `hints` are what the user would type.
  init(_ request: ScanRequest, paths: String, hints: ScanHints) {
    self.request = request
    self.paths = paths
    self.hints = hints
    known = Array(repeating: false, count: request.checkedNames.count)
  }

  /// Adds a record.
  ///
  /// A record whose direction was guessed waits until all are there, since the majority of its
  /// metric decides.
  mutating func add(_ digest: ScanDigest) {
    unread.add(digest.unread)
    alterations.count += digest.alterations.count
    if alterations.first.count < 3 { alterations.first += digest.alterations }
    guard let otherwise = digest.otherwise else { return take(digest) }
    vote.add(otherwise)
    guessed.append((records.count, digest))
  }

  /// Adds the records that waited, each judged in the direction in which most runs of its metric
  /// went.
  private mutating func takeGuessed() {
    let others = records
    var taken = 0
    records = []
    for (place, digest) in guessed {
      records += others[taken..<place]
      taken = place
      let turned = digest.otherwise.flatMap { vote.overrules($0) ? $0.turned : nil }
      take(turned.flatMap { ScanDigest($0, request) } ?? digest)
    }
    records += others[taken...]
    guessed = []
  }

  private mutating func take(_ digest: ScanDigest) {
    count += 1
    if digest.isDamaged { damaged += 1 }
    if digest.isError {
      errors += 1
      firstReason = firstReason ?? digest.record?.reason
    }
    if digest.hasMetric { hasMetric = true }
    for tag in digest.tags { tagCounts[tag, default: 0] += 1 }
    if !digest.names.isEmpty { names.formUnion(digest.names) }
    for index in digest.known.indices where digest.known[index] { known[index] = true }
    if let record = digest.record { records.append(record) }
  }

  /// Writes the answer.
  ///
  /// - Parameters:
  ///   - arguments: The command line, for the terminal's display.
  ///   - session: Receives the answer.
  ///   - seconds: How long it took.
  ///
  /// - Returns: `no` if no run was left, or if one has a verdict of `--fail-on`; `incomplete` if no
  /// run could be judged.
  ///
  /// - Throws: A usage error if a name has no value in any run.
  mutating func finish(
    _ arguments: ParsedArguments, in session: Session, seconds: Double
  ) throws(CommandError) -> Outcome {
    takeGuessed()
    try checkNames()
    let report = ScanReport(records, request.arrangement)
    if request.baseline != nil, report.baseline == nil, !records.isEmpty { throw noBaseline }
    let isShown = session.output.isTerminal && request.output == nil
    try session.withAnswer(request.output) { (answer) throws(CommandError) in
      let setting = ScanFormat.Setting(
        terminal: session.terminal(arguments), failing: request.failOn, version: program.version,
        hints: isShown ? hints : nil, seconds: isShown ? seconds : nil)
      try answer.write(request.format.pieces(report, setting))
      if request.format.rawValue == ScanFormat.jsonl.rawValue {
        for mark in marks { try answer.write(mark + "\n") }
      }
    }
    warn(in: session, isShown: isShown)
    warnOfGrouping(report, in: session)
    let failed = request.hasFailOn && records.contains { request.failOn.contains($0.verdict) }
    if failed { return .no }
    if errors > 0, errors == count { return .incomplete }
    // The matching runs may be among those that could not be read.
    if !unread.isEmpty, records.isEmpty { return .incomplete }
    return records.isEmpty ? .no : .done
  }

  /// Prints a message if no run has the values by which runs are to be grouped.
  private func warnOfGrouping(_ report: ScanReport, in session: Session) {
    guard let group = request.group, report.rows.count > 1,
      !report.rows.contains(where: \.isGroup)
    else { return }
    let option = if case .name = group { "--group" } else { request.groupOption }
    session.warn("note: \(option) put every run into a group of its own")
  }

  private func warn(in session: Session, isShown: Bool) {
    for warning in unread.warnings { session.warn(warning) }
    for sentence in alterations.first { session.warn("warning: \(sentence)") }
    let more = alterations.count - alterations.first.count
    if more > 0 { session.warn("warning: \(more) more such \(more == 1 ? "file" : "files")") }
    if records.isEmpty { session.warn("warning: no run matched (of \(count))") }
    // On a terminal it is shown below the table.
    if isShown, request.format.rawValue == ScanFormat.table.rawValue { return }
    if errors > 0 {
      // Otherwise each run's reason is in its record.
      let why = errors == count ? firstReason.map { ": \($0)" } : nil
      session.warn(
        "warning: \(runs(errors)) could not be judged (verdict \"error\")\(why ?? "")")
    }
    if damaged > 0 {
      session.warn(
        "warning: \(runs(damaged)) with damaged records (\(hints.damage))")
    }
  }

  private func runs(_ count: Int) -> String { "\(count) run\(count == 1 ? "" : "s")" }

  // MARK: Names that mean nothing

  private func checkNames() throws(CommandError) {
    if count == 0 { return }
    if let metric = request.metric, !hasMetric {
      throw .usage(noTag(metric))
    }
    for (name, isKnown) in zip(request.checkedNames, known) where !isKnown {
      throw .usage(unknown(name.name))
    }
  }

  private func noTag(_ metric: String) -> UsageError {
    let close = closest(to: metric, among: tagCounts.keys.sorted()).map { tag in
      "\(tag) (\(runs(tagCounts[tag] ?? 0)))"
    }
    var hints: [String] = []
    if !close.isEmpty { hints.append("close matches   " + close.joined(separator: "   ")) }
    hints.append("all tags        tfevents tags \(paths)")
    return UsageError("no run has the tag \"\(metric)\"", hints: hints)
  }

  private func unknown(_ name: String) -> UsageError {
    let isSort = if case .field(let field, _) = request.sort { field.name == name } else { false }
    let isColumn = request.columns.contains(name)
    let isGroup = request.group?.names.contains { $0.name == name } ?? false
    let option =
      isColumn ? "--columns" : isSort ? "--sort" : isGroup ? request.groupOption : "--where"
    let candidates = (option == "--sort" ? ScanSort.words : []) + names.sorted()
    let close = closest(to: name, among: candidates)
    return UsageError(
      "\(option): no run has a field, hyperparameter or tag \"\(name)\"",
      hints: close.isEmpty ? [] : ["close matches   " + close.joined(separator: "   ")])
  }

  private var noBaseline: CommandError {
    let wanted = request.baseline?.text ?? ""
    let close = closest(to: wanted, among: records.map(\.run).sorted())
    return .usage(
      UsageError(
        "--baseline: no run matches \"\(wanted)\"",
        hints: close.isEmpty ? [] : ["close names   " + close.joined(separator: "   ")]))
  }
}
