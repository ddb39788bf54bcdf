import Arguments
import Convergence
import LogDirectories
import TextFormats

/// `tfevents watch`: follows runs as they are written.
enum WatchCommand: RunnableCommand {
  /// The format of the events.
  enum Format: String, CaseIterable, Sendable { case screen, text, jsonl }

  static let paths = Positional<[String]>.repeated(
    "path", .file, minimum: 0,
    help: "Runs or directories with runs; watch waits for those that do not exist yet")
  static let format = Option<Format?>.optional(
    "format", short: "f", "F", .choice, shows: "screen on a terminal, text in a pipe",
    help: "screen, text or jsonl")
  static let until = Option<[Occasion]?>.optional(
    "until", "LIST", .list(of: .occasion(among: Occasion.ends)),
    help:
      "Stop with exit status 0 when a run has one of these verdicts (or finished, if listed); "
      + "with 1 when all runs are finished and none matched")
  static let timeout = Option<Double?>.optional(
    "timeout", "TIME", .age, help: "Stop after this long, with exit status 1")
  static let stalled = Option<Double>.value(
    "stalled", "AGE", .age, default: 300, shows: "5m",
    help:
      "Report a run as stalled after this much silence (and at least 10 × its usual gap between "
      + "events)")
  static let exec = Option<[String]>.repeated(
    "exec", "CMD", .string, help: "Run CMD when a verdict changes, the record on standard input")
  static let webhook = Option<[String]>.repeated(
    "webhook", "URL", .string, help: "Post the record there when a verdict changes (needs curl)")
  static let notify = Option<[NotifyTarget]>.repeated(
    "notify", "URL", .notifyTarget,
    help:
      "Send messages there (needs curl). The host tells the service: Slack, Mattermost, Discord, Teams, "
      + "ntfy, DingTalk, Feishu or WeCom; any other host gets JSON")
  static let notifyOn = Option<[Occasion]?>.optional(
    "notify-on", "LIST", .list(of: .occasion(among: Occasion.all)),
    shows: "diverged,overfitting,worsening,finished and the list of --until",
    help: "When to send them: verdicts, stalled or finished")
  static let notifyTest = Option<Bool>.flag(
    "notify-test", help: "Send one message, print the answer, and exit")
  static let prometheus = Option<String?>.optional(
    "prometheus", "FILE", .file, help: "Keep FILE for node exporter's textfile collector")

  static let command = Command(
    "watch",
    summary: "Follow runs as they train",
    about: "Follow runs as they are written, and say when a verdict changes.",
    positionals: [paths],
    sections: [
      OptionSection(
        "Choose runs", [Shared.runs, Shared.notRuns, Shared.source, Shared.runPerFile]),
      OptionSection(
        "Choose the metric", [Shared.metric, Shared.train, Shared.direction, Shared.tags]),
      OptionSection("Steps written twice", [Shared.overlap]),
      OptionSection(
        "Judge", [JudgeOptions.preset, JudgeOptions.minImprovement, JudgeOptions.maxSteps]),
      OptionSection("End", [until, timeout]),
      OptionSection(
        "Tell others", [stalled, notify, notifyOn, notifyTest, exec, webhook, prometheus]),
      OptionSection("Output", [format, Shared.colour, Shared.ascii]),
      OptionSection("Work", [Shared.verifyPayloads]),
    ],
    examples: [
      "tfevents watch runs/my-run",
      "tfevents watch runs --until diverged && scancel $SLURM_JOB_ID",
      "tfevents watch runs -f jsonl | jq -c 'select(.event==\"verdict\")'",
    ],
    notes: [
      "A verdict changes only after two consecutive evaluations agree on the new one. --exec and --webhook run at each "
        + "change, one program at a time; the record is also in TFEVENTS_EVENT_RUN, _VERDICT, "
        + "_PREVIOUS, _REASON, _METRIC, _STEP, _VALUE, _BEST and _BEST_STEP.",
      "If the service runs on your own host, put its name before the address: mattermost+https://…, "
        + "ntfy+https://…. tfevents shows only the scheme and host of an address. But other users can "
        + "see the options of a process: put the address into TFEVENTS_NOTIFY to hide it. Sending is "
        + "tried three times.",
      "Keys on the screen: q quit, tab next tag, l log y, x step or time, s smoothing, ? keys. Of several runs: up and "
        + "down (or k and j), page up and page down choose one, enter opens it, escape goes back.",
    ],
    exitStatuses: [
      ExitStatus(0, "--until matched, or the user quit"),
      ExitStatus(1, "--timeout passed, or all runs finished before --until matched"),
      ExitStatus(2, "error"), ExitStatus(129, "the terminal was closed"), ExitStatus(130, "Ctrl-C"),
      ExitStatus(131, "quit"), ExitStatus(143, "terminated"),
    ])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    if arguments[notifyTest] {
      if arguments[notify].isEmpty { throw .usage(UsageError("--notify-test needs --notify URL")) }
      return try NotifyTest.run(arguments[notify], in: session)
    }
    if arguments[paths].isEmpty {
      throw .usage(
        UsageError("no path given", hints: ["usage  tfevents watch [options] <path>..."]))
    }
    if let archive = arguments[paths].first(where: LogDirectory.leadsIntoArchive) {
      throw .usage(
        UsageError(
          "\(archive) is an archive, and nothing is written to it any more",
          hints: ["tfevents scan \(quotedForShell([archive]))"]))
    }
    let size = session.output.isTerminal ? session.live.screenSize() : nil
    if arguments[format] == .screen, size == nil {
      throw .usage(
        UsageError("-f screen needs a terminal", hints: ["choose from  text, jsonl"]))
    }
    let least = WatchScreen.leastSize
    let hasRoom = size.map { $0.columns >= least.columns && $0.rows >= least.rows } ?? false
    let suits = hasRoom && session.environment("TERM") != "dumb"
    let format = arguments[format] ?? (suits ? .screen : .text)
    var watch = Watch(arguments, format, in: session)
    session.live.takeSignals()
    return try watch.run()
  }
}
