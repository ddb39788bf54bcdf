import Arguments
import LogDirectories
import Reports
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
      "The order of the parts does not matter. If a run appears in several parts, the record with the "
        + "latest event is used."
    ],
    exitStatuses: [
      ExitStatus(0, "done"), ExitStatus(1, "--fail-on matched or no run matched"),
      ExitStatus(2, "error"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let started = session.now()
    try session.refuse(
      output: arguments[ScanOptions.output],
      onto: arguments[parts].filter { $0 != "-" }.map { LogPath($0).identity })
    var latest = LatestRecords()
    for path in arguments[parts] {
      if let problem = read(path, into: &latest, in: session) { throw .usage(problem) }
    }
    if latest.duplicates > 0 {
      session.warn(
        "warning: \(latest.duplicates) records of runs that stand in several parts; "
          + "the latest of each counts")
    }
    let request = try ScanRequest(arguments, in: session)
    let files = quotedForShell(arguments[parts])
    var collection = ScanCollection(request, paths: files, hints: ScanHints(mergeOf: files))
    let wanted = arguments[Shared.runs]
    let unwanted = arguments[Shared.notRuns]
    for (run, json) in latest.records.sorted(by: { $0.key < $1.key }) {
      if !wanted.isEmpty, !wanted.contains(where: { $0.matches(run) }) { continue }
      if unwanted.contains(where: { $0.matches(run) }) { continue }
      guard let digest = ScanDigest(json, request) else { continue }
      collection.add(digest)
    }
    return try collection.finish(arguments, in: session, seconds: session.now() - started)
  }

  /// Takes in the records of a file; what is wrong with it, where something is.
  private static func read(
    _ path: String, into latest: inout LatestRecords, in session: Session
  ) -> UsageError? {
    var number = 0
    do throws(InputError) {
      let file = path == "-" ? session.input : try session.openFile(path)
      defer { file.close() }
      var lines = LineReader(file)
      while let line = try lines.next() {
        number += 1
        if line.allSatisfy({ $0 == 32 || $0 == 9 }) { continue }
        guard let problem = latest.add(line) else { continue }
        return UsageError("\(path), line \(number): \(problem)", hints: Self.hints)
      }
      return nil
    } catch {
      return UsageError("\(path) cannot be read (\(error.text))")
    }
  }

  private static let hints = ["merge takes what  tfevents scan -f jsonl  writes, without --group"]
}

/// The latest record of each run; which one does not depend on their order.
struct LatestRecords {
  private(set) var records: [String: [UInt8]] = [:]
  private var times: [String: Double] = [:]
  private(set) var duplicates = 0

  /// Adds a record; what is wrong with it, where it is none.
  mutating func add(_ line: [UInt8]) -> String? {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.read(line[...]) } catch {
      return "\(error.reason), at byte \(error.offset)"
    }
    if value["group"] != nil { return "this is a group, and groups cannot be merged" }
    guard let record = ScanRecord(value, json: [], picking: []) else {
      return "this is no record of a run, or one of another version"
    }
    let time = record.lastWallTime ?? -.infinity
    if let known = records[record.run] {
      if known == line { return nil }
      duplicates += 1
      let knownTime = times[record.run] ?? -.infinity
      let isLater = time != knownTime ? time > knownTime : known.lexicographicallyPrecedes(line)
      if !isLater { return nil }
    }
    records[record.run] = line
    times[record.run] = time
    return nil
  }
}
