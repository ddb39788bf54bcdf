import Arguments
import Convergence
import LogDirectories
import Reports
import Scalars
import TextFormats
import TrainingRuns

/// `tfevents analyze`: verdict, evidence and best step of each run.
enum AnalyzeCommand: RunnableCommand {
  /// How the answer is written.
  enum Format: String, CaseIterable, Sendable { case text, json, jsonl }

  static let format = Option<Format?>.optional(
    "format", short: "f", "F", .choice, shows: "by the suffix of -o, else text",
    help: "text, json or jsonl")
  private static let endings: [(String, Format)] = [
    (".json", .json), (".jsonl", .jsonl), (".ndjson", .jsonl),
  ]
  static let verbose = Option<Bool>.flag(
    "verbose", short: "v", help: "Print the full report for every run, also when there are several")
  static let failOn = Option<[Verdict]?>.optional(
    "fail-on", "LIST", .list(of: .verdict), help: "Exit 1 if a run has one of these verdicts")

  static let command = Command(
    "analyze",
    summary: "Verdict, evidence and best step for each run",
    about: "Judge the training of each run, and show the evidence.",
    positionals: [Shared.paths],
    sections: [
      OptionSection("Choose runs", [Shared.runs, Shared.notRuns, Shared.source, Shared.tar]),
      OptionSection(
        "Choose the metric", [Shared.metric, Shared.train, Shared.direction, Shared.tags]),
      JudgeOptions.section,
      OptionSection(
        "Steps written twice", [Shared.overlap, Shared.runPerFile, Shared.joinResumed]),
      OptionSection(
        "Output", [format, Shared.output, verbose, Shared.colour, Shared.ascii]),
      OptionSection("Work", [Shared.jobs, Shared.verifyPayloads, failOn]),
    ],
    examples: [
      "tfevents analyze runs/my-run",
      "tfevents analyze runs -f jsonl | jq -r 'select(.verdict==\"diverged\").run'",
      "tfevents analyze runs --fail-on diverged,overfitting",
    ],
    exitStatuses: [
      ExitStatus(0, "done"),
      ExitStatus(1, "--fail-on matched, --expect not met, or no run could be judged"),
      ExitStatus(2, "error"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let form = try OutputName(arguments[Shared.output]).format(
      asked: arguments[format], endings: endings, usual: .text)
    let (runs, unseen) = try chosenRuns(arguments, in: session)
    let progress = Progress(
      "Reading", unit: "runs", total: runs.count, bytes: runs.reduce(0) { $0 + $1.size },
      colour: arguments[Shared.colour], in: session)
    var analyzer = RunAnalyzer(arguments)
    analyzer.now = session.now()
    analyzer.reading.useThreads(arguments.threads(perItemOf: runs.count))
    if progress.isWanted { analyzer.meter = progress.meter }
    let fixed = analyzer
    let failing = arguments[failOn] ?? []
    var failed = false
    var judged = 0
    var isIncomplete = !unseen.isEmpty
    var extents: [RunExtent] = []
    try session.withAnswer(arguments[Shared.output]) { (answer) throws(CommandError) in
      var writer = writer(form, arguments, session, count: runs.count)
      var text = ByteBuffer()
      try forEachInOrder(
        runs, jobs: arguments[Shared.jobs], weight: \.size, progress: progress,
        context: { ReadingSpace() }, work: { fixed.analyze($0, in: &$1) }
      ) { (result) throws(CommandError) in
        progress.clear()
        extents.append(result.extent)
        if result.reading.isIncomplete { isIncomplete = true }
        if let verdict = result.judgement?.verdict {
          judged += 1
          if failing.contains(verdict) { failed = true }
        }
        if result.expectations.contains(where: { !$0.isMet }) { failed = true }
        for warning in result.warnings { session.warn(warning) }
        writer.add(result, to: &text)
        try answer.drain(&text)
      }
      writer.end(&text)
      try answer.drain(&text)
    }
    hintAtResumedRuns(runs, extents, in: session)
    if failed { return .no }
    return judged > 0 ? .done : isIncomplete ? .incomplete : .no
  }

  /// The runs to analyze; on request, runs that continue others are joined to them.
  private static func chosenRuns(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> (runs: [Run], unseen: Unread) {
    let selection = try RunSelection(arguments, in: session)
    try session.refuse(output: arguments[Shared.output], onto: selection.found.reads)
    selection.warn(in: session)
    let runs = selection.runs
    guard arguments[Shared.joinResumed] else { return (runs, selection.unread) }
    let reading = RunReadOptions(arguments)
    var extents: [RunExtent] = []
    forEachInOrder(runs, jobs: arguments[Shared.jobs], work: { extent(of: $0, reading) }) {
      extents.append($0)
    }
    let joined = ResumedRuns.joined(runs, ResumedRuns.predecessors(runs, extents))
    return (joined, selection.unread)
  }

  private static func extent(of run: Run, _ reading: RunReadOptions) -> RunExtent {
    var reader = RunReader(run, options: reading)
    var batch = ScalarBatch()
    while reader.read(into: &batch) != .end {}
    return RunExtent(reader.series, reader.statistics)
  }

  /// Of runs that seem to continue others, this many are named; the rest are counted.
  private static let mostNamed = 5

  private static func hintAtResumedRuns(
    _ runs: [Run], _ extents: [RunExtent], in session: Session
  ) {
    let option = "  (--join-resumed joins them)"
    let resumed = zip(runs, ResumedRuns.predecessors(runs, extents)).compactMap { run, before in
      before.map { (name: run.name, before: runs[$0].name) }
    }
    for (name, before) in resumed.prefix(mostNamed) {
      session.warn("note: \(name) seems to go on where \(before) stopped" + option)
    }
    let rest = resumed.count - mostNamed
    if rest > 0 {
      let which = rest == 1 ? "1 more run seems" : "\(rest) more runs seem"
      session.warn("note: \(which) to go on where others stopped" + option)
    }
  }

  private static func writer(
    _ form: Format, _ arguments: ParsedArguments, _ session: Session, count: Int
  ) -> any RunReportWriter {
    switch form {
    case .json: RunRecordWriter(asArray: true)
    case .jsonl: RunRecordWriter(asArray: false)
    case .text:
      if session.output.isTerminal, arguments[Shared.output] == nil {
        AnalyzeTextWriter(
          terminal: session.terminal(arguments), isLong: count == 1 || arguments[verbose])
      } else {
        KeyValueWriter()
      }
    }
  }
}

extension ValueType where Value == Verdict {
  /// A verdict, as reports or data files write it.
  static var verdict: ValueType<Verdict> {
    let names = Verdict.allCases.map(\.dataName)
    return ValueType(completion: .words(names), choices: names) { (text, name) throws(UsageError) in
      let wanted = text.lowercased()
      guard
        let verdict = Verdict.allCases.first(where: { [$0.dataName, $0.rawValue].contains(wanted) })
      else {
        let close = closest(to: wanted, among: names).first.map { ["did you mean  \($0) ?"] } ?? []
        throw UsageError(
          "\(name) knows no verdict \"\(text)\"",
          hints: close + ["choose from  \(names.joined(separator: ", "))"])
      }
      return verdict
    }
  }
}
