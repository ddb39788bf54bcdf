/// Reads tables: CSV files of loggers, and points as rows.
public let tableCheck = CommandCheck(
  ["csv", "ultralytics", "sb3", "keras", "ray", "points"].map { source in
    { @Sendable table in
      try Command(["analyze", "--from", source, "-", "-f", "jsonl", "-j", "1"], input: table)
        .checkLines()
    }
  } + [
    { @Sendable table in
      _ = try Command(["export", "--from", "csv", "-", "-j", "1"], input: table)
    }
  ])
