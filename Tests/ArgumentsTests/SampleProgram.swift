import Arguments

/// A sample program, similar to the one for which this module was made.
enum Sample {
  enum Order: String, CaseIterable { case best, last, verdict, time, name }

  static let verdicts = ["improving", "converged", "plateaued", "overfitting", "diverged"]

  static let paths = Positional<[String]>.repeated(
    "path", .file, help: "Event files, runs or trees of runs")
  static let runs = Option<[Pattern]>.repeated(
    "runs", "PATTERN", .pattern, help: "Keep runs whose name matches (glob, or /regex/)")
  static let notRuns = Option<[Pattern]>.repeated(
    "not-runs", "PATTERN", .pattern, help: "Drop them")
  static let verdict = Option<[String]?>.optional(
    "verdict", "LIST", .list(of: .choice(verdicts)),
    help: "Keep verdicts, such as converged,plateaued")
  static let metric = Option<String?>.optional(
    "metric", "TAG",
    .string.completed(by: .dynamic { request in request.positionals.map { $0 + "/loss" } }),
    shows: "eval/loss, else train/loss", help: "Tag to judge by")
  static let direction = Option<Bool?>.oneOf(
    "direction", ["max": true, "min": false], shows: "by name: accuracy up, loss down",
    help: "Which way is better")
  static let sort = Option<Order>.value(
    "sort", "KEY", .choice, default: .best, shows: "best",
    help: "best, last, verdict, time, name or a tag")
  static let group = Option<RegularExpression?>.optional(
    "group", "REGEX", .regularExpression,
    help: "Merge runs that differ only in this text: mean ± std")
  static let top = Option<Int?>.optional(
    "top", "N", .integer(in: 1 ... .max), help: "Show the first N")
  static let format = Option<String?>.optional(
    "format", short: "f", "F", .choice(["table", "csv", "jsonl", "json"]),
    shows: "table on a terminal, csv in a pipe",
    help: "table, csv, jsonl, json, md, junit, sarif, github")
  static let output = Option<String?>.optional(
    "output", short: "o", "FILE", .file, help: "The suffix chooses the format")
  static let jobs = Option<Int>.value(
    "jobs", short: "j", "N", .integer(in: 1...64), default: 2, shows: "2", help: "Readers at once")
  static let ratio = Option<Double>.value(
    "ratio", "X", .number, default: 0.5, shows: nil, hidden: true, help: "Not for users")
  static let verbose = Option<Bool>.flag("verbose", short: "v", help: "Say more")
  static let pair = Option<Bool>.toggle("pair", default: true, help: "Pair train with validation")

  static let scan = Command(
    "scan", summary: "Rank and filter many runs",
    about: "Rank many runs by how well they trained.", positionals: [paths],
    sections: [
      OptionSection("Choose runs", [runs, notRuns, verdict]),
      OptionSection("Choose the metric", [metric, direction]),
      OptionSection("Arrange", [sort, group, top]),
      OptionSection("Output", [format, output, ratio]),
      OptionSection("Work", [jobs, verbose, pair]),
    ],
    examples: ["tfevents scan runs --top 5"],
    exitStatuses: [
      ExitStatus(0, "done"), ExitStatus(1, "--fail-on matched or no run matched"),
      ExitStatus(2, "error"),
    ])

  static let from = Positional<String>.required("from", .directory, help: "Where to read")
  static let to = Positional<String?>.optional("to", .string, help: "Where to write")
  static let copy = Command("copy", summary: "Copy a run", positionals: [from, to])

  static let program = Program(
    name: "tfevents", version: "1.2.3",
    about: "Read TensorBoard event files and say whether training converged.",
    usage: "<command> [options] <path>...",
    groups: [
      CommandGroup("See", [scan]),
      CommandGroup("Take out", [copy, Command("debug", summary: "Secret", isHidden: true)]),
    ],
    topics: [
      HelpTopic("verdicts", summary: "What the verdicts mean", text: ".converged\n-it's flat")
    ],
    examples: ["tfevents scan runs"], footer: ["Every command takes --help."],
    proposedCommand: "scan")

  static func parse(
    _ line: String, environment: [String: String] = [:]
  ) throws -> ParsedArguments {
    let words = line.split(separator: " ").map(String.init)
    guard case .command(_, let parsed) = try program.parse(words, environment: { environment[$0] })
    else { throw UsageError("no command") }
    return parsed
  }

  static func shown(_ words: String...) throws -> String {
    guard case .show(let text) = try program.parse(words, environment: { _ in nil }) else {
      throw UsageError("nothing shown")
    }
    return text
  }

  /// The error message for a command line that is not understood.
  static func error(_ words: String..., environment: [String: String] = [:]) -> String {
    do throws(UsageError) {
      _ = try program.parse(words, environment: { environment[$0] })
      return "no error"
    } catch {
      return error.text
    }
  }
}
