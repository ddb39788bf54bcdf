import Databases
import TestSupport
import Testing

@Suite("Without --from, event files are read, and where a training has none, its other logs")
struct AutomaticSourceTests {
  private static let logs = Repository.path("Fixtures/other-logs")

  private static let training: [UInt8] = {
    var writer = EventFileWriter()
    for step in 1...40 {
      writer.scalar("train/loss", step: Int64(step), 1 / Float(step))
    }
    return writer.bytes
  }()

  private func runs(_ words: String...) -> [String] {
    CommandRun(["scan", "-f", "csv"] + words).lines.dropFirst()
      .compactMap { $0.split(separator: ",").first.map(String.init) }.sorted()
  }

  private func table(_ folder: TemporaryFolder, _ name: String) throws {
    let rows = (0..<40).map { "\($0),\(1 / Double($0 + 1))\n" }.joined()
    _ = try folder.write(Array(("step,val_loss\n" + rows).utf8), to: name)
  }

  private func state(_ folder: TemporaryFolder, _ name: String) throws {
    let text = #"{"log_history": [{"step": 1, "loss": 2.0}, {"step": 2, "loss": 1.0}]}"#
    _ = try folder.write(Array(text.utf8), to: name)
  }

  @Test("A saved model, or a copy of a checkpoint, holds no training of its own")
  func savedModel() throws {
    let folder = TemporaryFolder()
    func write(_ name: String, _ steps: Int) throws {
      let history = (1...steps).map { #"{"step": \#($0), "loss": \#(1 / Double($0))}"# }
      let all = history.joined(separator: ", ")
      let text = #"{"global_step": \#(steps), "log_history": [\#(all)]}"#
      _ = try folder.write(Array(text.utf8), to: name + "/trainer_state.json")
    }
    try write("out/checkpoint-20", 20)
    try write("out/checkpoint-40", 40)
    try write("out/final", 40)
    try write("out/checkpoint-20 copy", 20)
    #expect(runs(folder.path) == ["out"])
    #expect(CommandRun("export", folder.path).lines.count == 41)
    let told = CommandRun("analyze", folder.path).errors
    #expect(told.contains("is a copy of trainer_state.json, or of a part of it"))
  }

  @Test("A folder that holds a training of each kind gives each once")
  func each() throws {
    let folder = TemporaryFolder()
    #expect(
      runs(Self.logs) == [
        "keras", "keras-semicolon", "llamafactory", "mmengine", "ray", "sb3", "swanlab/tiny-net",
        "ultralytics", "ultralytics-padded", "wandb-0.15/peer", "wandb-0.19/peer",
        "wandb-0.31/peer",
      ])
    _ = try folder.write(Self.training, to: "board/events.out.tfevents.1.host")
    try table(folder, "lightning/version_0/metrics.csv")
    try state(folder, "llama/checkpoint-2/trainer_state.json")
    #expect(runs(folder.path) == ["board", "lightning/version_0", "llama"])
  }

  @Test("Among them are those of DVCLive and MLflow, each with its metric and verdict")
  func eachOfMany() throws {
    let folder = TemporaryFolder()
    _ = try folder.write(Self.training, to: "board/events.out.tfevents.1.host")
    let losses = (0..<40).map { 0.5 + 2 / Double($0 + 1) }
    _ = try folder.write(Array(#"{"val": {"loss": 0.55}}"#.utf8), to: "live/dvclive/metrics.json")
    let table = "step\tval/loss\n" + losses.enumerated().map { "\($0)\t\($1)\n" }.joined()
    _ = try folder.write(Array(table.utf8), to: "live/dvclive/plots/metrics/val/loss.tsv")
    let run = "run_id: abc\nrun_name: files\nstatus: 3\nlifecycle_stage: active\n"
    _ = try folder.write(Array("name: demo\n".utf8), to: "mlruns/1/meta.yaml")
    _ = try folder.write(Array(run.utf8), to: "mlruns/1/abc/meta.yaml")
    let lines = losses.enumerated().map { "179000000\($0 + 1000)000 \($1) \($0)\n" }.joined()
    _ = try folder.write(Array(lines.utf8), to: "mlruns/1/abc/metrics/val/loss")
    var expected = [
      "board,improving,train/loss", "demo/files,improving,val/loss",
      "live/dvclive,improving,val/loss",
    ]
    if SQLiteDatabase.isThere {
      try folder.writeMLflow(runs: [("base", 1_690_000_000)])
      expected.insert("demo/base,improving,val/loss", at: 1)
    }
    let found = CommandRun("scan", "-f", "csv", folder.path).lines.dropFirst().map { line in
      let cells = line.split(separator: ",")
      return "\(cells[0]),\(cells[1]),\(cells[3])"
    }
    #expect(found.sorted() == expected)
  }

  @Test("What stands beside, above or below a training's event files is the same training")
  func sameTraining() throws {
    let folder = TemporaryFolder()
    for name in ["out/runs/first", "version_0", "fit/train"] {
      _ = try folder.write(Self.training, to: name + "/events.out.tfevents.1.host")
    }
    try state(folder, "out/trainer_state.json")
    try state(folder, "out/checkpoint-2/trainer_state.json")
    try table(folder, "version_0/metrics.csv")
    try table(folder, "fit/metrics.csv")
    #expect(runs(folder.path) == ["fit/train", "out/runs/first", "version_0"])
    #expect(runs("--from", "hf", folder.path) == ["out"])
  }

  @Test("Two logs of one training in a directory are one run, by the first source")
  func twoLogs() throws {
    let folder = TemporaryFolder()
    try state(folder, "out/trainer_state.json")
    let line = #"{"current_steps": 1, "loss": 2.0}"# + "\n"
    _ = try folder.write(Array(line.utf8), to: "out/trainer_log.jsonl")
    #expect(runs(folder.path) == ["out"])
    #expect(CommandRun("tags", folder.path).lines.last?.contains("train/loss") == true)
  }

  @Test("A file given by itself is read as what it is")
  func givenFile() {
    let run = CommandRun("analyze", Self.logs + "/keras/history.csv")
    #expect(run.values["verdict"] == "overfitting" && run.values["run"] == "history.csv")
    #expect(CommandRun("analyze", Self.logs + "/ultralytics").values["metric"] != nil)
  }
}
