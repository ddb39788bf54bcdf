import Arguments
import LogDirectories
import Reports
import TextFormats
import TrainingRuns

/// `tfevents verify`: every checksum of every record, file by file.
enum VerifyCommand: RunnableCommand {
  /// How the answer is written.
  enum Format: String, CaseIterable, Sendable { case text, jsonl }

  static let format = Option<Format?>.optional(
    "format", short: "f", "F", .choice, shows: "by the suffix of -o, else text",
    help: "text or jsonl")
  private static let endings: [(String, Format)] = [(".jsonl", .jsonl), (".ndjson", .jsonl)]
  static let onlyBad = Option<Bool>.flag("only-bad", help: "Leave out the files that are good")
  static let strict = Option<Bool>.flag(
    "strict", help: "Also count incomplete and empty files as bad")

  static let command = Command(
    "verify",
    summary: "Check every record's checksums",
    about: "Check both checksums of every record and say where files are damaged.",
    positionals: [Shared.paths],
    sections: [
      OptionSection("Choose", [Shared.runs, Shared.notRuns, Shared.tar, onlyBad]),
      OptionSection("Output", [format, Shared.output, Shared.colour, Shared.ascii]),
      OptionSection("Work", [Shared.jobs, strict]),
    ],
    examples: ["tfevents verify runs --only-bad", "tfevents verify runs -f jsonl > damage.jsonl"],
    exitStatuses: [
      ExitStatus(
        0, "no damage (an incomplete last record, as in a file still being written, is not damage)"),
      ExitStatus(1, "a file is damaged or is not a log"),
      ExitStatus(2, "error, or something could not be read"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let form = try OutputName(arguments[Shared.output]).format(
      asked: arguments[format], endings: endings, usual: .text)
    let selection = try RunSelection(arguments, takesEveryFile: true, in: session)
    try session.refuse(output: arguments[Shared.output], onto: selection.found.reads)
    var unread = selection.unread
    let files = selection.runs.flatMap { $0.members.flatMap(\.files) }
    var counts: [FileVerification.Status: Int] = [:]
    let progress = Progress(
      "Checking", unit: "files", total: files.count, bytes: files.reduce(0) { $0 + $1.size },
      colour: arguments[Shared.colour], in: session)
    let meter = progress.isWanted ? progress.meter : nil
    let threads = arguments.threads(perItemOf: files.count)
    try session.withAnswer(arguments[Shared.output]) { (answer) throws(CommandError) in
      let layout = VerificationLayout(terminal: session.terminal(arguments))
      let isText = form == .text
      if isText { try answer.write(layout.heading + "\n") }
      try forEachInOrder(
        files, jobs: arguments[Shared.jobs], weight: \.size, progress: progress,
        work: { FileCheck(file: $0, threads: threads, meter: meter).result }
      ) { (file) throws(CommandError) in
        progress.clear()
        counts[file.status, default: 0] += 1
        if let failure = file.failure { unread.add([failure]) }
        if arguments[onlyBad], !isBad(file.status, strict: arguments[strict]) { return }
        if isText {
          try answer.write(layout.lines(file).map { $0 + "\n" }.joined())
        } else {
          var json = JSONWriter()
          file.write(to: &json)
          json.newline()
          try answer.drain(&json.buffer)
        }
      }
      if isText { try answer.write("\n" + layout.totals(counts) + "\n") }
    }
    for warning in unread.warnings { session.warn(warning) }
    if !unread.isEmpty { return .incomplete }
    return counts.keys.contains { isBad($0, strict: arguments[strict]) } ? .no : .done
  }

  private static func isBad(_ status: FileVerification.Status, strict: Bool) -> Bool {
    switch status {
    case .good: false
    case .damaged, .notAnEventFile, .notALog, .unreadable: true
    case .cutShort, .empty: strict
    }
  }
}
