extension PointFormat {
  /// A JSON object a line.
  public static let jsonl = PointFormat(
    "jsonl", endings: [".jsonl", ".ndjson"], "the same keys, one object per line"
  ) { _ in JSONRows() }
}
