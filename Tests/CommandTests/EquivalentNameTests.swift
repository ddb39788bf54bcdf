import TestSupport
import Testing

@Suite("Names that look alike but have other bytes are other names")
struct EquivalentNameTests {
  private static let composed = "caf\u{E9}"
  private static let decomposed = "cafe\u{301}"

  private func log(_ tags: [String], last: Float = 0) -> [UInt8] {
    var writer = EventFileWriter()
    for step in 1...40 {
      for (place, tag) in tags.enumerated() {
        writer.scalar(tag, step: Int64(step), Float(place + 1) + 1 / Float(step))
      }
    }
    return writer.bytes
  }

  @Test("--metric judges the tag with exactly these bytes")
  func metric() throws {
    let folder = TemporaryFolder()
    let tags = [Self.composed + "/loss", Self.decomposed + "/loss"]
    _ = try folder.write(log(tags), to: "run/events.out.tfevents.1.host")
    for (place, tag) in tags.enumerated() {
      let run = CommandRun("analyze", folder.path, "--metric", tag, "-f", "jsonl")
      #expect(run.output.utf8.contains(sequence: "\"metric\":\"\(tag)\"".utf8))
      #expect(run.output.contains("\"last\":\(place + 1)."))
    }
  }

  @Test("Hyperparameters with exactly the same bytes make a group")
  func groups() throws {
    let folder = TemporaryFolder()
    for (place, value) in [Self.composed, Self.decomposed, Self.composed].enumerated() {
      let table = (0..<40).map { "\($0),\(1 / Double($0 + 1))\n" }.joined()
      _ = try folder.write(Array(("step,loss\n" + table).utf8), to: "\(place)/metrics.csv")
      _ = try folder.write(Array("name: \(value)\n".utf8), to: "\(place)/hparams.yaml")
    }
    let scan = CommandRun("scan", folder.path, "--group-by", "name", "-f", "csv")
    #expect(scan.lines.count == 3, "\(scan.output) \(scan.errors)")
    let chosen = CommandRun(
      "scan", folder.path, "--where", "name == '\(Self.composed)'", "-f", "csv")
    #expect(chosen.lines.count == 3, "\(chosen.output) \(chosen.errors)")
  }

  @Test("Two folders keep their names, and each is chosen by its own")
  func folders() throws {
    let folder = TemporaryFolder()
    let names = [Self.composed, Self.decomposed]
    for name in names { _ = try folder.write(log(["loss"]), to: name + "/events.out.tfevents.1.h") }
    let all = CommandRun("scan", folder.path, "-f", "jsonl")
    #expect(all.lines.count == 2 && !all.output.contains("(2)"))
    for name in names {
      let run = CommandRun("scan", folder.path, "-f", "jsonl", "--runs", name)
      #expect(run.lines.count == 1)
      #expect(run.output.utf8.contains(sequence: "\"run\":\"\(name)\"".utf8))
    }
    let watch = CommandRun("watch", folder.path, "-f", "jsonl", "--timeout", "0s")
    #expect(watch.lines.count == 2)
  }
}

extension Collection where Element == UInt8 {
  fileprivate func contains(sequence other: some Collection<UInt8>) -> Bool {
    var rest = self[...]
    while rest.count >= other.count {
      if rest.starts(with: other) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
