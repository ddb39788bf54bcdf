import Arguments
import TextFormats

/// `tfevents manual`: manual pages, made from the same description as the help.
enum ManualCommand: RunnableCommand {
  static let page = Positional<String?>.optional(
    "command", .string, help: "The command; without one, the page of the whole program")

  static let command = Command(
    "manual",
    summary: "Print a manual page",
    about: "Print the manual page of the program or of a command, for man(1).",
    positionals: [page],
    examples: [
      "tfevents manual scan | man -l -",
      "tfevents manual > ~/.local/share/man/man1/tfevents.1",
    ],
    exitStatuses: [ExitStatus(0, "done"), ExitStatus(2, "error")])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    guard let name = arguments[page] else {
      try session.print(program.manualPage())
      return .done
    }
    guard let command = program.command(named: name) else {
      let close = closest(to: name, among: program.commands.map(\.name))
      throw .usage(
        UsageError(
          "there is no command \(name)", hints: close.first.map { ["did you mean  \($0) ?"] } ?? [])
      )
    }
    try session.print(program.manualPage(for: command))
    return .done
  }
}
