import TestSupport
import Testing

@Suite("Tensors that nothing explains are told")
struct UnexplainedTensorTests {
  private let folder = TemporaryFolder()

  /// Writes a run's file with tensors of `loss`, the first of which says what they are or does not.
  private func write(_ name: String, _ steps: Range<Int64>, isExplained: Bool) throws -> String {
    var writer = EventFileWriter(version: "brain.Event:2")
    for step in steps {
      writer.tensorScalar(
        "loss", step: step, 1 / Float(step + 1),
        plugin: isExplained && step == steps.lowerBound ? "scalars" : nil)
    }
    _ = try folder.write(writer.bytes, to: "runs/\(name)")
    return folder.path + "/runs"
  }

  @Test("A run whose first file is gone", arguments: ["analyze", "export", "tags"])
  func alone(command: String) throws {
    let path = try write("events.out.tfevents.2.host", 0..<40, isExplained: false)
    let run = CommandRun(command, path)
    #expect(
      run.errors.contains(
        "warning: \(path)/events.out.tfevents.2.host: 40 tensors without metadata, which may be scalars: "
          + "left out"))
  }

  @Test("A record says why there is no verdict")
  func scanned() throws {
    let path = try write("events.out.tfevents.2.host", 0..<40, isExplained: false)
    let reason =
      "no scalars in its event files, but 40 tensors without metadata, which may be scalars"
    let scan = CommandRun("scan", path, "-f", "jsonl")
    #expect(scan.output.contains(reason))
    #expect(scan.errors.contains("40 tensors without metadata, which may be scalars: left out"))
  }

  @Test("A watch tells it once", arguments: ["text", "jsonl"])
  func watched(form: String) throws {
    let path = try write("events.out.tfevents.2.host", 0..<40, isExplained: false)
    let watch = CommandRun("watch", path, "--timeout", "0s", "-f", form)
    let lines = watch.errors.split(separator: "\n").filter { $0.contains("without metadata") }
    #expect(lines.count == 1 && lines[0].contains("40 tensors"), "\(watch.errors)")
  }

  @Test("Nothing is said where another file of the run explains them")
  func explained() throws {
    _ = try write("events.out.tfevents.1.host", 0..<20, isExplained: true)
    let path = try write("events.out.tfevents.2.host", 20..<40, isExplained: false)
    let run = CommandRun("tags", path)
    #expect(run.errors == "")
    #expect(run.output.contains("40"))
  }
}
