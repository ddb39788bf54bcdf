import Arguments

/// `tfevents completions`: a script by which a shell completes command lines.
enum CompletionsCommand: RunnableCommand {
  static let shell = Positional<Shell>.required("shell", .choice, help: "bash, zsh or fish")

  static let command = Command(
    "completions",
    summary: "Print completions for bash, zsh or fish",
    about:
      "Print a script by which bash, zsh or fish completes commands, options, runs and tags.",
    positionals: [shell],
    examples: [
      "echo 'source <(tfevents completions bash)' >> ~/.bashrc",
      "tfevents completions zsh > ~/.zfunc/_tfevents",
      "tfevents completions fish > ~/.config/fish/completions/tfevents.fish",
    ],
    exitStatuses: [ExitStatus(0, "done"), ExitStatus(2, "error")])

  static func run(
    _ arguments: ParsedArguments, in session: Session
  ) throws(CommandError) -> Outcome {
    try session.print(program.completionScript(for: arguments[shell]))
    return .done
  }
}
