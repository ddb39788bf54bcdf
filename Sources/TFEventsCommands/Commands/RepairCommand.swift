import Arguments
import EventFiles
import LogDirectories
import Reports
import TextFormats
import TrainingRuns

/// `tfevents repair`: copies the good records of a damaged file into a new file that every reader
/// can read to its end.
enum RepairCommand: RunnableCommand {
  /// The largest payload that is copied: it is held in memory while it is checked, twice while the
  /// buffer grows.
  private static let payloadLimit = 1 << 30

  static let input = Positional<String>.required(
    "file", .file, help: "A damaged, cut or compressed event file")
  static let output = Option<String?>.optional(
    "output", short: "o", "FILE", .file, help: "The new file, or - for standard output (required)")

  static let command = Command(
    "repair",
    summary: "Copy the good records of a damaged file",
    about: "Write the good records of an event file to a new file, byte for byte, and say what "
      + "was left out. A compressed file is written inflated. The old file stays as it is.",
    positionals: [input],
    sections: [OptionSection("Output", [output, Shared.colour, Shared.ascii])],
    examples: ["tfevents repair events.out.tfevents.1 -o repaired/events.out.tfevents.1"],
    exitStatuses: [
      ExitStatus(0, "written, even if something was left out"),
      ExitStatus(1, "no good record; nothing written"), ExitStatus(2, "error"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let target = try target(arguments)
    let file = try onlyFile(arguments[input])
    if let identity = LogPath(target).identity,
      [file.path.identity, file.path.archiveIdentity].contains(identity)
    {
      throw .usage(
        UsageError(
          "\(target) is the damaged file itself", hints: ["repair writes to another file: -o FILE"])
      )
    }
    if OutputName(target).isCompressed {
      throw .usage(
        UsageError(
          "\(target): good records are written inflated", hints: ["leave .gz out of the name"]))
    }
    var copy = RecordCopy(file, payloadLimit: payloadLimit)
    // If a file has no good record, no output is created and no existing file is emptied.
    try copy.readOn()
    var written = 0
    if !copy.isEmpty {
      try session.withAnswer(target) { (answer) throws(CommandError) in
        while !copy.isEmpty {
          written += copy.bytes.count
          try answer.drain(&copy.bytes)
          try copy.readOn()
        }
      }
    }
    report(copy.outcome, file, to: target, written, arguments, in: session)
    return copy.outcome.events == 0 ? .no : .done
  }

  private static func target(_ arguments: ParsedArguments) throws(CommandError) -> String {
    if let target = arguments[output] { return target }
    throw .usage(
      UsageError(
        "where should the good records go?",
        hints: ["tfevents repair \(arguments[input]) -o FILE"]))
  }

  private static func onlyFile(_ path: String) throws(CommandError) -> LogFile {
    let found = LogDirectory.find([path])
    if let problem = FindingProblem(found, paths: [path]) { throw .usage(problem.error) }
    let files = found.runs.flatMap { $0.members.flatMap(\.files) }
    guard let file = files.first, files.count == 1 else {
      throw .usage(
        UsageError(
          "\(path) holds \(files.count) event files; repair takes one",
          hints: ["tfevents verify \(path) --only-bad   lists the damaged ones"]))
    }
    return file
  }

  private static func report(
    _ outcome: FileOutcome, _ file: LogFile, to target: String, _ written: Int,
    _ arguments: ParsedArguments, in session: Session
  ) {
    let layout = VerificationLayout(terminal: session.terminal(arguments))
    session.warn(laidOut: layout.heading)
    for line in layout.lines(FileVerification(file, outcome)) { session.warn(laidOut: line) }
    if outcome.remarks[.recordTooLarge] != nil {
      session.warn("    Records of more than a gigabyte were left out, too.")
    }
    let place = target == "-" ? "standard output" : target
    session.warn(
      outcome.events == 0
        ? "No good record; \(place) was not written."
        : "Wrote \(outcome.events) records, \(written) bytes, to \(place)")
  }
}

/// The good records of a file, read in portions.
private struct RecordCopy: ~Copyable {
  private var reader: EventFileReader
  private var isAtEnd = false
  /// The records read last, as bytes.
  var bytes = ByteBuffer()

  init(_ file: LogFile, payloadLimit: Int) {
    var options = ReadingOptions()
    options.decodedPayloadLimit = payloadLimit
    reader = EventFileReader(file.location, options: options)
  }

  var isEmpty: Bool { bytes.count == 0 }
  var outcome: FileOutcome { reader.outcome }

  /// Reads the next records; `bytes` stays empty if there are none.
  mutating func readOn() throws(CommandError) {
    var records: [UInt8] = []
    while !isAtEnd, records.isEmpty {
      do throws(EventFileError) {
        isAtEnd = try !reader.copyRecords(to: &records)
      } catch {
        throw .usage(UsageError(error.sentence))
      }
    }
    bytes.append(records)
  }
}
