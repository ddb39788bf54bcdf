import Foundation
import TestSupport
import Testing

@Suite("Runs of Weights & Biases and SwanLab: their names, what they are beside, and their damage")
struct BlockLogRunTests {
  private func log(
    _ folder: TemporaryFolder, _ home: String, id: String, name: String, start: UInt64,
    steps: Range<Int> = 1..<41, output: String? = nil
  ) throws {
    var writer = BlockLogWriter()
    var config = [BlockLogWriter.item("lr", json: "0.001")]
    if let output { config.append(BlockLogWriter.item("output_dir", json: "\"\(output)\"")) }
    writer.run(id: id, name: name, start: start, config: config)
    for step in steps {
      writer.history(
        step: Int64(step), wallTime: "\(Int(start) + step).5",
        [BlockLogWriter.item("train/loss", json: "\(0.5 + 1 / Double(step))")])
    }
    writer.exit()
    _ = try folder.write(writer.bytes, to: "\(home)/wandb/run-\(start)-\(id)/run-\(id).wandb")
  }

  private func events(_ folder: TemporaryFolder, _ home: String, start: Int) throws {
    var writer = EventFileWriter()
    for step in 1...40 { writer.scalar("train/loss", step: Int64(step), 1 / Float(step)) }
    _ = try folder.write(writer.bytes, to: "\(home)/events.out.tfevents.\(start).host")
  }

  private func runs(_ words: String...) -> [String] {
    CommandRun(["scan", "-f", "csv"] + words).lines.dropFirst()
      .compactMap { $0.split(separator: ",").first.map(String.init) }.sorted()
  }

  @Test("A run has the name people gave it, where no other has it, else its id")
  func names() throws {
    let folder = TemporaryFolder()
    try log(folder, "a", id: "x1", name: "sunny-sky", start: 1000)
    try log(folder, "a", id: "x2", name: "twice", start: 5000)
    try log(folder, "a", id: "x3", name: "twice", start: 9000)
    try log(folder, "b", id: "x4", name: "", start: 9000)
    #expect(runs(folder.path) == ["a/sunny-sky", "a/x2", "a/x3", "b/x4"])
  }

  @Test("A run that was resumed is one, of several files")
  func resumed() throws {
    let folder = TemporaryFolder()
    try log(folder, "a", id: "x1", name: "one", start: 1000)
    try log(folder, "a", id: "x1", name: "one", start: 5000, steps: 31..<81)
    let run = CommandRun("analyze", folder.path)
    #expect(run.values["run"] == "a/one" && run.values["files"] == "2")
    #expect(run.values["last"]?.hasSuffix("at step 80") == true)
    #expect(run.values["points"] == "80")
  }

  @Test("A training that wrote event files, too, is one run, and the others stay")
  func sameTraining() throws {
    let folder = TemporaryFolder()
    try log(folder, "p", id: "x1", name: "both", start: 1_790_000_000)
    try log(folder, "p", id: "x2", name: "alone", start: 1_790_500_000)
    try events(folder, "p/runs/first", start: 1_790_000_020)
    #expect(runs(folder.path) == ["alone", "runs/first"].map { "p/" + $0 }.sorted())
    #expect(runs("--from", "wandb", folder.path) == ["p/alone", "p/both"])
    #expect(
      CommandRun("doctor", folder.path).output.contains(
        "run-x1.wandb  (a second log of the training in \(folder.path)/p/runs/first)"))
  }

  @Test("A training with trainer states, too, is one run: its log, which has times and settings")
  func trainerStates() throws {
    let folder = TemporaryFolder()
    let state = Array(
      #"{"log_history": [{"step": 1, "loss": 0.5}, {"step": 2, "loss": 0.4}]}"#.utf8)
    try log(folder, "p", id: "x1", name: "one", start: 1_790_000_000, output: "./out/a")
    try log(folder, "p", id: "x2", name: "two", start: 1_790_500_000, output: "/home/me/p/out/b")
    try log(folder, "q", id: "x3", name: "three", start: 1_790_500_000, output: "q")
    _ = try folder.write(state, to: "p/out/a/checkpoint-2/trainer_state.json")
    _ = try folder.write(state, to: "p/out/b/trainer_state.json")
    _ = try folder.write(state, to: "p/out/c/trainer_state.json")
    _ = try folder.write(state, to: "q/trainer_state.json")
    #expect(runs(folder.path) == ["p/one", "p/out/c", "p/two", "q/three"])
    #expect(runs("--from", "hf", folder.path) == ["p/out/a", "p/out/b", "p/out/c", "q"])
    // A log that holds no point yet says less than the states.
    try log(folder, "q", id: "x3", name: "three", start: 1_790_500_000, steps: 1..<1, output: "q")
    #expect(runs(folder.path + "/q") == ["q"])
  }

  @Test("Settings, and that the run ended, are taken from the log")
  func facts() throws {
    let folder = TemporaryFolder()
    try log(folder, "a", id: "x1", name: "one", start: 1000)
    let record = CommandRun("analyze", "-f", "jsonl", folder.path).output
    #expect(record.contains(#""state":"finished""#) && record.contains(#""lr":"0.001""#))
  }

  @Test("Damage is skipped, counted, and found by verify, which checks every log of a training")
  func damage() throws {
    let folder = TemporaryFolder()
    try log(folder, "p", id: "x1", name: "both", start: 1_790_000_000, steps: 1..<401)
    try events(folder, "p/runs/first", start: 1_790_000_020)
    let path = folder.path + "/p/wandb/run-1790000000-x1/run-x1.wandb"
    #expect(CommandRun("verify", folder.path).status == 0)
    var bytes = Array(try Data(contentsOf: URL(filePath: path)))
    bytes[10_000] ^= 1
    _ = try folder.write(bytes, to: "p/wandb/run-1790000000-x1/run-x1.wandb")
    let verified = CommandRun("verify", folder.path)
    #expect(verified.status == 1 && verified.output.contains("its checksum fails"))
    #expect(verified.lines.contains { $0.contains("1 good") && $0.contains("1 damaged") })
    let run = CommandRun("analyze", "--from", "wandb", folder.path)
    #expect(run.errors.contains("1 damaged stretch was skipped"))
    _ = try folder.write(Array("no log".utf8), to: "q/wandb/run-1-z/run-z.wandb")
    #expect(
      CommandRun("analyze", folder.path + "/q").errors.contains(
        "run-z.wandb is not a log of Weights & Biases: it does not begin with :W&B"))
  }
}
