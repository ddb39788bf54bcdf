import Arguments
import LogDirectories
import Reports
import TextFormats
import TrainingRuns

/// `tfevents scan`: many runs in a table, ranked.
enum ScanCommand: RunnableCommand {
  static let paths = Positional<[String]>.repeated(
    "path", .file, minimum: 0, help: "Directories with runs anywhere below, or event files")
  static let stdin = Option<Bool>.flag(
    "stdin", help: "Read one path per line from standard input; write one record per line")
  static let root = Option<String?>.optional(
    "root", "DIR", .directory, help: "With --stdin: name runs by their path below DIR")
  static let shard = Option<Shard?>.optional(
    "shard", "I/N", .shard, help: "Do part I of N (Slurm arrays); join with tfevents merge")
  static let sinceScan = Option<String?>.optional(
    "since-scan", "FILE", .file, help: "Take unchanged runs from an earlier scan's JSONL")

  static let command = Command(
    "scan",
    summary: "Rank and filter many runs",
    about: "Rank many runs by how well they trained.",
    positionals: [paths],
    sections: [
      OptionSection(
        "Choose runs",
        [Shared.runs, Shared.notRuns] + ScanOptions.choosing
          + [Shared.source, Shared.tar, Shared.runPerFile]),
      OptionSection(
        "Choose the metric", [Shared.metric, Shared.train, Shared.direction, Shared.tags]),
      OptionSection("Steps written twice", [Shared.overlap]),
      ScanOptions.arranging,
      ScanOptions.writing,
      OptionSection(
        "Work",
        [
          Shared.jobs, Shared.verifyPayloads, shard, sinceScan, stdin, root, ScanOptions.failOn,
        ]),
    ],
    examples: [
      "tfevents scan runs --sort eval/loss --top 20",
      "tfevents scan runs --group 'seed\\d+' --baseline 'sft-lr2e-4*' --columns lr",
      "tfevents scan runs --where 'best < 0.8 and lr <= 1e-4' -f jsonl > good.jsonl",
      "ssh gpu1 tar c runs | tfevents scan --tar -",
      "I=$SLURM_ARRAY_TASK_ID; tfevents scan runs --shard $I/8 -o part-$I.jsonl",
    ],
    exitStatuses: [
      ExitStatus(0, "done"), ExitStatus(1, "--fail-on matched or no run matched"),
      ExitStatus(2, "error, or no run could be judged"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let request = try ScanRequest(arguments, in: session)
    if arguments[stdin] {
      try session.refuse(output: request.output)
      return try ScanStream(arguments, request, now: session.now()).run(in: session)
    }
    let started = session.now()
    let paths = arguments[paths]
    if paths.isEmpty {
      throw .usage(
        UsageError("scan needs a path", hints: ["tfevents scan runs", "tfevents scan --help"]))
    }
    let selection = try RunSelection(arguments, paths: paths, in: session)
    let earlier = arguments[sinceScan].flatMap { LogPath($0).identity }
    try session.refuse(output: request.output) { selection.found.reads($0) || $0 == earlier }
    selection.warnOfPointers(in: session)
    let shard = arguments[shard]
    let runs = selection.runs.filter { shard?.contains($0.path) ?? true }
    var work = ScanWork(arguments, request, now: session.now())
    if let path = arguments[sinceScan] { work.earlier = try EarlierScan(path, in: session).records }
    let typed = quotedForShell(paths)
    var collection = ScanCollection(request, paths: typed, hints: ScanHints(scanOf: typed))
    collection.unread = selection.unread
    collection.marks = shard.map { [$0.mark] } ?? []
    let progress = Progress(
      "Reading", unit: "runs", total: runs.count, bytes: runs.reduce(0) { $0 + $1.size },
      colour: arguments[Shared.colour], in: session)
    work.count(on: progress)
    let reader = work
    try forEachInOrder(
      runs, jobs: arguments[Shared.jobs], weight: \.size, progress: progress,
      context: { ReadingSpace() },
      work: { run, space in reader.digest(of: run, &space) }
    ) { (digest) throws(CommandError) in
      guard let digest else { preconditionFailure("a record that was just written cannot be read") }
      collection.add(digest)
    }
    progress.clear()
    // A part of a scan may be empty.
    if runs.isEmpty, let shard { return try emptyPart(shard, request, arguments, session) }
    return try collection.finish(arguments, in: session, seconds: session.now() - started)
  }

  private static func emptyPart(
    _ shard: Shard, _ request: ScanRequest, _ arguments: ParsedArguments, _ session: Session
  ) throws(CommandError) -> Outcome {
    var collection = ScanCollection(request, paths: "", hints: ScanHints(scanOf: ""))
    collection.marks = [shard.mark]
    _ = try collection.finish(arguments, in: session, seconds: 0)
    return .done
  }
}
