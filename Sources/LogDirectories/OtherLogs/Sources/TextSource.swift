extension LogSource {
  /// The output that trainers print, kept in a file; each file is a training.
  public static let text = LogSource(
    "text",
    Words(
      files: "*.log, *.out, *.txt", one: "a console's log", many: "consoles' logs",
      hint:
        "A console's log ends in .log, .out, .err or .txt and has lines that Transformers, Megatron-LM, "
        + "NeMo or torchtune printed.",
      flaw: { _ in "it has no line that a trainer prints" }),
    isOnlyAsked: true,
    reads: ends(with: ".log", ".out", ".err", ".txt"),
    fits: { _ in true }, isOne: isLog, isRunAFile: true, text: { ConsoleLines() })

  /// Whether the first MiB contains a line as a trainer prints it.
  @Sendable private static func isLog(_ file: LogPath) -> Bool {
    guard let bytes = try? file.contents(limit: 1 << 20, isCut: true) else { return true }
    return ConsoleLines.read(bytes, by: ConsoleLines()) != nil
  }
}
