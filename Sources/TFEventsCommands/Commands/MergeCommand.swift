import Arguments
import LogDirectories
import Reports
import Scalars
import TextFormats

/// `tfevents merge`: one answer from the records of several scans.
enum MergeCommand: RunnableCommand {
  static let parts = Positional<[String]>.repeated(
    "part", .file, help: "Records that scan wrote with -f jsonl; - is standard input")

  static let command = Command(
    "merge",
    summary: "Join the parts of a scan",
    about: "Rank, group and total the records of several scans as one scan would.",
    positionals: [parts],
    sections: [
      OptionSection("Choose runs", [Shared.runs, Shared.notRuns] + ScanOptions.choosing),
      ScanOptions.arranging,
      ScanOptions.writing,
      OptionSection("Work", [ScanOptions.failOn]),
    ],
    examples: [
      "tfevents merge part-*.jsonl", "tfevents merge part-*.jsonl --group 'seed\\d+' -o all.csv",
    ],
    notes: [
      "The order of the parts does not matter. If a part of --shard is missing or was cut, the result is "
        + "written, the part is named, and the exit status is 2. If a run appears in several parts, the record with the "
        + "latest event is used."
    ],
    exitStatuses: [
      ExitStatus(0, "done"), ExitStatus(1, "--fail-on matched or no run matched"),
      ExitStatus(2, "error, a part is missing, or no run could be judged"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let started = session.now()
    let inputs = arguments[parts].filter { $0 != "-" }.map { LogPath($0).identity }
    try session.refuse(output: arguments[ScanOptions.output]) { inputs.contains($0) }
    var latest = LatestRecords()
    var shards = Shards()
    shards.acceptsCuts = true
    for path in arguments[parts] {
      try session.readRecords(path, for: "merge", shards: &shards) { latest.add($0) }
    }
    if latest.duplicates > 0 {
      session.warn(
        "warning: \(latest.duplicates) records of runs that are in several parts; "
          + "the latest one of each run is used")
    }
    let request = try ScanRequest(arguments, in: session)
    let files = quotedForShell(arguments[parts])
    var collection = ScanCollection(request, paths: files, hints: ScanHints(mergeOf: files))
    collection.marks = shards.marks
    let wanted = arguments[Shared.runs]
    let unwanted = arguments[Shared.notRuns]
    let records = Array(latest.records)
    let names = ShortRunNames.names(for: records.map(\.key)) { records[$0].value.run }
    for ((path, latest), name) in zip(records, names) {
      func isChosen(by pattern: Pattern) -> Bool { pattern.matches(name) || pattern.matches(path) }
      if !wanted.isEmpty, !wanted.contains(where: isChosen) { continue }
      if unwanted.contains(where: isChosen) { continue }
      let json = renamed(latest.json, of: path, from: latest.run, to: name)
      guard let digest = ScanDigest(json, request) else { continue }
      collection.add(digest)
    }
    let outcome = try collection.finish(
      arguments, in: session, seconds: session.now() - started)
    for warning in shards.warnings { session.warn(warning) }
    return shards.warnings.isEmpty ? outcome : .incomplete
  }
}

/// The latest record of each run; the choice does not depend on the order of the records.
struct LatestRecords {
  /// The part of a record that is kept.
  struct Record {
    var run: String
    var json: [UInt8]
    /// The time of its last event; −∞ if it has none.
    var time: Double
  }

  /// The records by path.
  private(set) var records = NamedValues<Record>()
  private(set) var duplicates = 0

  /// Adds a record.
  mutating func add(_ line: RecordLine) {
    let record = Record(
      run: line.record.run, json: line.json, time: line.record.lastWallTime ?? -.infinity)
    if let known = records[line.record.path] {
      if known.json == record.json { return }
      duplicates += 1
      let isLater =
        record.time != known.time
        ? record.time > known.time : known.json.lexicographicallyPrecedes(record.json)
      if !isLater { return }
    }
    records[line.record.path] = record
  }
}
