import Arguments
import LogDirectories
import Scalars
import TextFormats

/// `tfevents serve`: the ranking of runs as a page that updates itself, for a browser on this
/// machine or through `ssh -L`.
///
/// The server is part of the Python package, so that TensorBoard's tab and this page are the same
/// code; this process is replaced by it.
enum ServeCommand: RunnableCommand {
  static let paths = Positional<[String]>.repeated(
    "path", .file, minimum: 0, help: "Directories with runs anywhere below, or event files")
  static let port = Option<Int>.value(
    "port", "N", .integer(in: 0...65_535), default: 0, shows: "a free one",
    help: "The port on 127.0.0.1")

  static let command = Command(
    "serve",
    summary: "Show verdicts in a browser, also through ssh -L",
    about: "Serve the ranking of runs as a page that stays fresh while they train.",
    positionals: [paths],
    sections: [
      OptionSection("Serve", [port]),
      OptionSection("Choose runs", [Shared.runs, Shared.notRuns, Shared.source]),
      OptionSection("Choose the metric", [Shared.metric, Shared.direction]),
    ],
    examples: ["tfevents serve runs", "tfevents serve runs --port 6007"],
    notes: [
      "It prints the page's address and the line that forwards it: ssh -L PORT:127.0.0.1:PORT HOST. "
        + "The address contains a secret, which is new at each start; without it nobody can see "
        + "anything. serve only reads, and no other machine can connect.",
      "It needs Python 3.8 or later with the package tfevents, which the wheel contains. It uses the "
        + "python3 beside this executable, else one in PATH. TensorBoard shows the same page as its tab Verdicts.",
      "It ends with Ctrl-C, and when the process that started it ends (not under nohup).",
    ],
    exitStatuses: [
      ExitStatus(2, "error, such as a port in use"), ExitStatus(129, "the terminal was closed"),
      ExitStatus(130, "Ctrl-C"), ExitStatus(143, "terminated"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    let paths = arguments[paths]
    if paths.isEmpty {
      throw .usage(
        UsageError("no path given", hints: ["usage  tfevents serve [options] <path>..."]))
    }
    for path in paths where LogPath(path).identity == nil {
      if let missing = LogDirectory.find([path]).unusable.first {
        throw .usage(FindingProblem(missing).error)
      }
    }
    return try InterpreterSearch(.server, session).become(
      [String(arguments[port])] + scanOptions(arguments) + ["--"] + paths)
  }

  /// The options of `scan` beside the paths.
  private static func scanOptions(_ arguments: ParsedArguments) -> [String] {
    var words = arguments[Shared.runs].map { "--runs=" + $0.text }
    words += arguments[Shared.notRuns].map { "--not-runs=" + $0.text }
    if arguments[Shared.source] != Shared.usualSource {
      words.append("--from=" + arguments[Shared.source].rawValue)
    }
    if let metric = arguments[Shared.metric] { words.append("--metric=" + metric) }
    if let direction = arguments[Shared.direction] { words.append("--" + direction.rawValue) }
    return words
  }
}
