import Arguments
import TextFormats

/// `tfevents mcp`: answers agents over standard input and output.
enum MCPCommand: RunnableCommand {
  static let root = Option<String?>.optional(
    "root", "DIR", .directory, help: "Read nothing outside this directory")

  static let command = Command(
    "mcp",
    summary: "Serve agents: a Model Context Protocol server",
    about: "Answer agents over standard input and output (Model Context Protocol).",
    positionals: [],
    sections: [OptionSection("Limit", [root])],
    examples: [
      "claude mcp add tfevents -- tfevents mcp --root ~/runs",
      "tfevents mcp --root runs",
    ],
    notes: [
      "The tools are scan, analyze, tags, points, plot and verify. All are read only, and answers "
        + "are small: scan counts verdicts and gives the first 20 runs in brief.",
      "With --root, paths are taken below DIR; paths with .., and links that lead out of DIR, "
        + "are refused.",
    ],
    exitStatuses: [ExitStatus(0, "standard input ended"), ExitStatus(2, "error")])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    guard let fence = PathFence(arguments[root]) else {
      throw .usage(UsageError("--root: there is no directory \(arguments[root] ?? "")"))
    }
    let server = MCPServer(ToolDesk(now: session.now, fence: fence))
    var messages = MessageReader(session.input, limit: MCPServer.longestMessage)
    while let line = try next(&messages) {
      guard var answer = server.answer(line) else { continue }
      try Answer(session.output.sink).drain(&answer)
    }
    return .done
  }

  private static func next(
    _ messages: inout MessageReader
  ) throws(CommandError) -> MessageReader.Line? {
    do throws(InputError) { return try messages.next() } catch {
      throw .unreadableInput(error)
    }
  }
}
