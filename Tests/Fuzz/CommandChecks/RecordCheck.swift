/// Reads records of runs, written by `scan` or forged: merges them into each format, and takes them
/// for an earlier scan.
public let recordCheck = CommandCheck(
  ["jsonl", "csv", "md", "table", "prom", "github"].map { form in
    { @Sendable records in
      let merged = try Command(["merge", "part.jsonl", "-f", form], file: records)
      if form == "jsonl" { try merged.checkLines() }
    }
  } + [
    { @Sendable records in
      _ = try Command(
        ["merge", "part.jsonl", "--group", "[0-9]+", "--sort", "last", "-f", "csv"], file: records)
    },
    { @Sendable records in
      try Command(
        ["scan", "-", "--since-scan", "earlier.jsonl", "-f", "jsonl", "-j", "1"], file: records
      ).checkLines()
    },
  ])
