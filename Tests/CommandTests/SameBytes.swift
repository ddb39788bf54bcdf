import TestSupport
import Testing

/// Checks that one reader, two readers, and parts merged in another order give the same output for
/// the runs at `path`.
func expectSameBytes(
  _ path: String, _ options: [String] = [],
  formats: [String] = [
    "table", "csv", "jsonl", "json", "md", "junit", "sarif", "github", "prometheus",
  ],
  location: SourceLocation = #_sourceLocation
) throws {
  let folder = TemporaryFolder()
  let parts = try (0..<3).map { part in
    let scan = CommandRun("scan", path, "--shard", "\(part)/3", "-f", "jsonl")
    return try folder.write(Array(scan.output.utf8), to: "part\(part).jsonl")
  }
  for format in formats {
    let words = ["-f", format] + options
    let one = CommandRun(["scan", path, "-j", "1"] + words)
    #expect(one.status == 0 && !one.output.isEmpty, "\(format)", sourceLocation: location)
    let two = CommandRun(["scan", path, "-j", "2"] + words)
    #expect(one.output == two.output, "\(format), two readers", sourceLocation: location)
    let merged = CommandRun(["merge", parts[2], parts[0], parts[1]] + words)
    #expect(one.output == merged.output, "\(format), merged", sourceLocation: location)
    #expect(one.status == merged.status, "\(format), merged", sourceLocation: location)
  }
}
