/// Reads records of runs, written by `scan` or forged.
public enum RecordCheck {
  /// Merges `input` into each format in turn, and reads it as an earlier scan.
  public static func run(_ input: [UInt8]) throws {
    let forms = ["jsonl", "csv", "md", "table", "prom", "github"]
    let form = forms[Int(input.first ?? 0) % forms.count]
    let records = Array(input.dropFirst())
    let merged = try Command(["merge", "part.jsonl", "-f", form], file: records)
    if form == "jsonl" { try merged.checkLines() }
    _ = try Command(
      ["merge", "part.jsonl", "--group", "[0-9]+", "--sort", "last", "-f", "csv"], file: records)
    try Command(
      ["scan", "-", "--since-scan", "earlier.jsonl", "-f", "jsonl", "-j", "1"], file: records
    ).checkLines()
  }
}
