/// Reads what trainers write as JSON, a trainer's state and logs of a value a line, and what they print.
public enum StateCheck {
  private static let sources = ["hf", "llamafactory", "mmengine", "ray", "text"]

  /// Scans `input` as the log of one of the loggers, and as a trainer's state.
  public static func run(_ input: [UInt8]) throws {
    let source = sources[Int(input.first ?? 0) % sources.count]
    let state = Array(input.dropFirst())
    try Command(["scan", "--from", source, "-", "-f", "jsonl", "-j", "1"], input: state)
      .checkLines()
    _ = try Command(["export", "--from", "hf", "-", "--wide", "-j", "1"], input: state)
  }
}
