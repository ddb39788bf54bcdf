import Arguments
import LogDirectories
import Reports
import Scalars
import TextFormats
import Threads

/// The commands under the headings of `tfevents --help`.
private let groups: [(title: String, commands: [any RunnableCommand.Type])] = [
  (
    "See",
    [
      AnalyzeCommand.self, ScanCommand.self, MergeCommand.self, WatchCommand.self,
      PlotCommand.self, ServeCommand.self,
    ]
  ),
  ("Extract", [ExportCommand.self, TagsCommand.self]),
  ("Check", [VerifyCommand.self, RepairCommand.self, DoctorCommand.self]),
  ("Set up", [CompletionsCommand.self, ManualCommand.self, MCPCommand.self]),
]

/// The description of the whole program.
let program = Program(
  name: "tfevents",
  version: "0.2.0",
  about: "Read TensorBoard event files and say whether training converged.",
  usage: "<command> [options] <path>...",
  groups: groups.map { CommandGroup($0.title, $0.commands.map { $0.command }) },
  topics: HelpTopics.all,
  examples: [
    "tfevents analyze runs/my-run",
    "tfevents scan runs --sort eval/loss --top 20",
    "tfevents export runs --tag '*loss*' > loss.csv",
  ],
  footer: [
    "Every command has --help. Guide: tfevents help verdicts|logs|formats|exit-codes",
    "Manual: tfevents manual | man -l -",
  ],
  proposedCommand: "analyze")

/// Runs the program.
///
/// - Parameter session: The arguments and file descriptors of the process.
///
/// - Returns: The exit status: 0 done, 1 the answer is "no", 2 an error.
public func run(_ session: Session) -> Int32 {
  let status: Int32
  do throws(CommandError) {
    status = try execute(session).rawValue
  } catch {
    status = report(error, in: session)
  }
  if let shortage = ThreadShortage.first { session.warn(shortage.sentence) }
  return status
}

extension ThreadShortage {
  /// A sentence that says why the work took longer.
  fileprivate var sentence: String {
    let threads =
      started == 0 ? "no second thread" : "only \(started + 1) of \(wanted + 1) threads"
    return "note: \(threads) could be started (\(reason.text)), so this took longer"
  }
}

private func execute(_ session: Session) throws(CommandError) -> Outcome {
  let invocation: Invocation
  do throws(UsageError) {
    invocation = try program.parse(session.arguments, environment: session.environment)
  } catch { throw .usage(missingCommand(session.arguments) ?? error) }
  switch invocation {
  case .show(let text):
    try session.print(text)
    return .done
  case .command(let command, let arguments):
    let all = groups.flatMap(\.commands)
    guard let chosen = all.first(where: { $0.command.name == command.name }) else {
      preconditionFailure("\(command.name) is described but cannot be run")
    }
    return try chosen.run(arguments, in: session)
  }
}

/// The hint for a user who typed a path instead of a command; nil if the first word is not a path.
private func missingCommand(_ words: [String]) -> UsageError? {
  guard let first = words.first, program.command(named: first) == nil, !first.hasPrefix("-"),
    LogPath(first).identity != nil
  else { return nil }
  return UsageError(
    "no command before \(first)",
    hints: ["did you mean  tfevents analyze \(quotedForShell(words)) ?"])
}

/// Prints what went wrong, and returns the exit status for it.
private func report(_ error: CommandError, in session: Session) -> Int32 {
  switch error {
  case .usage(let usage):
    let shown = UsageError(printable(usage.message), hints: usage.hints.map { printable($0) })
    try? session.errors.write(shown.text)
  case .output(.closed):
    return 0
  case .output(let failure):
    session.warn("error: the output could not be written (\(failure.text))")
  }
  return 2
}

extension Session {
  /// Writes text to standard output.
  func print(_ text: String) throws(CommandError) {
    do throws(OutputError) { try output.write(text) } catch { throw .output(error) }
  }

  /// Writes a line to standard error; control characters in names are made harmless.
  ///
  /// If standard error cannot be written to, the line is lost.
  func warn(_ text: String) { warn(laidOut: printable(text)) }

  /// The same for a line that was laid out for a terminal, including colors.
  func warn(laidOut text: String) { try? errors.write(text + "\n") }
}
