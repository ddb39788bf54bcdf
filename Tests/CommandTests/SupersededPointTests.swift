import TestSupport
import Testing

@Suite("Points that a restart replaced") struct SupersededPointTests {
  /// Steps 1 to 10, then steps 8 to 12 of a restarted job.
  private func restarted() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    for (name, steps) in [("1", 1...10), ("2", 8...12)] {
      var writer = EventFileWriter()
      for step in steps {
        let time = (Double(name) ?? 0) * 1_000 + Double(step)
        writer.scalar("loss", step: Int64(step), Float(step), wallTime: time)
      }
      try folder.write(writer.bytes, to: "events.out.tfevents.\(name).host")
    }
    return folder
  }

  @Test("Points without steps beside a series with steps are no lack of points")
  func withoutSteps() throws {
    let folder = TemporaryFolder()
    var writer = EventFileWriter()
    for step in 0..<60 {
      let (time, loss) = (Double(step), 1 / Float(step + 1))
      writer.scalar("train/loss", step: Int64(step), loss, wallTime: time)
      writer.scalar("eval/loss", step: 0, loss, wallTime: time)
    }
    try folder.write(writer.bytes, to: "events.out.tfevents.1.host")
    let reason = CommandRun("analyze", folder.path).values["reason"]
    #expect(
      reason == "eval/loss has 60 finite points, but at too few different steps (--overlap "
        + "append numbers such points).")
    let numbered = CommandRun("analyze", folder.path, "--overlap", "append")
    #expect(numbered.values["verdict"] == "improving")
  }

  @Test("What analyze judges is written, and how much was left out is told")
  func leftOut() throws {
    let folder = try restarted()
    let path = folder.path
    let standing = CommandRun("export", path)
    #expect(standing.lines.count == 13)
    #expect(
      standing.errors
        == "note: left out 3 points that a restart replaced (--overlap raw keeps them)\n")
    #expect(CommandRun("export", path, "--overlap", "resume").errors == "")
    let all = CommandRun("export", path, "--overlap", "raw")
    #expect(all.lines.count == 16)
    #expect(all.errors == "")
    let tags = CommandRun("tags", path)
    #expect(tags.lines.last?.contains(",12,1,12,") == true)
    #expect(tags.errors == standing.errors)
  }

  @Test("Superseded points are there, and marked where asked")
  func superseded() throws {
    let folder = try restarted()
    let path = folder.path
    let marked = CommandRun("export", path, "--superseded")
    #expect(marked.lines.count == 16)
    #expect(marked.lines.count { $0.hasSuffix(",1") } == 3)
    #expect(marked.errors == "")
  }
}
