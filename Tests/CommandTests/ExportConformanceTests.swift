import Reports
import TFEventsCommands
import TestSupport
import Testing
import TextFormats

/// The cases of the conformance list about export.
///
/// Without a test here, for these reasons: I6 (TensorBoard's CSV, byte for byte) needs TensorBoard
/// and is a script under `Tests/Peers`; I7 (constant memory) and H9 (5,000 runs under 256
/// descriptors) are measured, not tested, since a test of them would be slow or timed; I9
/// (TensorBoard's smoothing) is tested where the smoothing is, in `Statistics`.
@Suite("I: export")
struct ExportConformanceTests {
  private func export(
    _ words: String..., writing: (inout EventFileWriter) -> Void
  ) throws -> CommandRun {
    var writer = EventFileWriter()
    writing(&writer)
    let folder = TemporaryFolder()
    let path = try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    return words.isEmpty
      ? CommandRun("export", path) : CommandRun("export", path, words[0], words[1])
  }

  @Test("I1: a float32 is written in the fewest digits that read back as it")
  func shortest() throws {
    let run = try export { $0.scalar("loss", step: 1, 0.1) }
    #expect(run.lines.last?.hasSuffix(",0.1") == true)
  }

  @Test("I2: tags with commas, quotation marks and line feeds are quoted")
  func quoting() throws {
    let run = try export { $0.scalar("a,\"b\"\nc", step: 1, 1) }
    #expect(run.output.contains("run,\"a,\"\"b\"\"\nc\",1,"))
  }

  @Test("I3: a tag that looks like a formula stays as it is")
  func formula() throws {
    let run = try export { $0.scalar("=1+1", step: 1, 1) }
    #expect(run.output.contains("run,=1+1,1,"))
  }

  @Test("I4: NaN, infinities and negative zero have one spelling each")
  func special() throws {
    let run = try export { writer in
      for (step, value) in [Float.nan, .infinity, -.infinity, -0.0].enumerated() {
        writer.scalar("v", step: Int64(step), value)
      }
    }
    let values = run.lines.dropFirst().compactMap { $0.split(separator: ",").last.map(String.init) }
    #expect(values == ["nan", "inf", "-inf", "-0.0"])
  }

  @Test("I5: 2,500 points are 2,500 rows")
  func everyPoint() throws {
    let run = try export { writer in
      for step in 0..<2_500 { writer.scalar("v", step: Int64(step), Float(step)) }
    }
    #expect(run.lines.count == 2_501)
  }

  @Test("I8: one thread and sixteen write the same bytes")
  func threads() throws {
    // Four batches, the last of them with a series that is new.
    var writer = EventFileWriter()
    for step in 0..<13_000 { writer.scalar("v", step: Int64(step), Float(step) / 7) }
    writer.scalar("late", step: 1, .nan)
    let folder = TemporaryFolder()
    let path = try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    for format in ["csv", "jsonl"] {
      let words = ["export", path, "-f", format, "--columns", "file,offset,segment"]
      let one = CommandRun(words + ["-j", "1"])
      #expect(one.output == CommandRun(words + ["-j", "16"]).output)
      #expect(one.lines.count == (format == "csv" ? 13_002 : 13_001))
      #expect(
        one.lines.allSatisfy { $0.contains("events.out.tfevents.1.h") || $0.hasPrefix("run,tag") })
    }
  }

  @Test("Rows that nobody reads any more end the export on all threads")
  func closedOutput() throws {
    var writer = EventFileWriter()
    for step in 0..<9_000 { writer.scalar("v", step: Int64(step), Float(step)) }
    let folder = TemporaryFolder()
    let path = try folder.write(writer.bytes, to: "run/events.out.tfevents.1.h")
    let errors = OutputStream(
      isTerminal: false, columns: nil, sink: ByteSink { (_) throws(OutputError) in })
    for jobs in ["1", "3"] {
      var writes = 0
      let closed = OutputStream(
        isTerminal: false, columns: nil,
        sink: ByteSink { (_) throws(OutputError) in
          writes += 1
          if writes == 2 { throw .closed }
        })
      let session = Session(
        arguments: ["export", path, "-j", jobs], environment: { _ in nil }, output: closed,
        errors: errors, createFile: { (_) throws(OutputError) in throw .failed(code: 1) },
        now: { 0 })
      #expect(run(session) == 0)
      #expect(writes == 2)
    }
  }
}
