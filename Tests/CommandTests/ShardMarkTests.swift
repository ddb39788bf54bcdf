import TestSupport
import Testing

@Suite("Parts of a scan end with a mark") struct ShardMarkTests {
  /// A tree, the records of its three parts, and those of the whole.
  private func parts() throws -> (tree: ScanTree, files: [String], whole: String) {
    let tree = try ScanTree(runs: 6)
    let files = try (0..<3).map { part in
      let records = CommandRun("scan", tree.path, "--shard", "\(part)/3", "-f", "jsonl").output
      #expect(records.hasSuffix("{\"shard\":\(part),\"of\":3}\n"))
      return try tree.folder.write(Array(records.utf8), to: "parts/\(part).jsonl")
    }
    return (tree, files, CommandRun("scan", tree.path, "-f", "jsonl").output)
  }

  @Test("All parts make the whole, without marks")
  func all() throws {
    let (tree, files, whole) = try parts()
    let merged = CommandRun(["merge"] + files + ["-f", "jsonl"])
    #expect(merged.output == whole)
    #expect(merged.status == 0)
    #expect(merged.errors == "")
    #expect(CommandRun("scan", tree.path, "--since-scan", files[0], "-f", "jsonl").output == whole)
  }

  @Test("A part that is missing or was cut is named, and what is there can be joined with it later")
  func missing() throws {
    let (tree, files, whole) = try parts()
    let first = CommandRun("merge", files[0], files[2], "-f", "jsonl")
    #expect(first.status == 2)
    #expect(first.errors == "warning: part 1/3 is missing, or was cut\n")
    let joined = try tree.folder.write(Array(first.output.utf8), to: "parts/joined.jsonl")
    let later = CommandRun("merge", joined, files[1], "-f", "jsonl")
    #expect(later.output == whole)
    #expect(later.status == 0)
  }

  @Test("A part that was cut within a record is named, and the rest is joined")
  func cut() throws {
    let (tree, files, _) = try parts()
    let records = (0..<3).map {
      CommandRun("scan", tree.path, "--shard", "\($0)/3", "-f", "jsonl").output
    }
    // A part may have no run.
    let part = try #require(records.indices.max { records[$0].count < records[$1].count })
    let cut = Array(records[part].utf8).dropLast(60)
    _ = try tree.folder.write(Array(cut), to: "parts/\(part).jsonl")
    let merged = CommandRun(["merge"] + files + ["-f", "jsonl"])
    #expect(merged.status == 2)
    #expect(merged.errors.contains("\(files[part]) was cut in line "))
    #expect(merged.errors.contains("part \(part)/3 is missing, or was cut"))
    #expect(!merged.lines.isEmpty)
  }
}
