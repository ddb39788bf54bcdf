/// Reads tables: CSV files of loggers, and points as rows.
public enum TableCheck {
  /// The loggers whose tables differ in columns and in what a file must begin with.
  private static let sources = ["csv", "ultralytics", "sb3", "keras", "ray"]

  /// Analyzes `input` as each kind of table.
  public static func run(_ input: [UInt8]) throws {
    let source = sources[Int(input.first ?? 0) % sources.count]
    let table = Array(input.dropFirst())
    try Command(["analyze", "--from", source, "-", "-f", "jsonl", "-j", "1"], input: table)
      .checkLines()
    _ = try Command(["export", "--from", "csv", "-", "-j", "1"], input: table)
    try Command(["analyze", "--from", "points", "-", "-f", "jsonl", "-j", "1"], input: table)
      .checkLines()
  }
}
