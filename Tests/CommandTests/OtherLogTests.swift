import TestSupport
import Testing

@Suite("Logs that are no event files are found, named, and read where --from asks for it")
struct OtherLogTests {
  private static let history = """
    {"best_metric": null, "global_step": 300, "log_history": [
    \((1...60).map { step in
      let loss = 0.5 + 2.0 / Double(step)
      return #"{"epoch": \#(Double(step) / 10), "learning_rate": 1e-05, "loss": \#(loss), "step": \#(step * 5)}"#
        + (step.isMultiple(of: 2)
          ? #", {"eval_loss": \#(loss + 0.1), "eval_runtime": 1.5, "step": \#(step * 5)}"# : "")
    }.joined(separator: ",\n"))
    , {"step": 300, "train_runtime": 12.5, "loss": NaN}]}
    """

  private static let table =
    "epoch,step,train_loss,val_loss\n"
    + (1...60).map { "\($0 / 10),\($0 * 5),\(0.5 + 2.0 / Double($0)),\n" }.joined()
    + (1...30).map { "\($0 / 5),\($0 * 10),,\(0.6 + 2.0 / Double($0))\n" }.joined()

  private func folder() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    for name in ["llama", "llama/checkpoint-100", "llama/checkpoint-300"] {
      let text = name == "llama" ? Self.history : String(Self.history.prefix(80)) + "]}"
      _ = try folder.write(Array(text.utf8), to: name + "/trainer_state.json")
    }
    _ = try folder.write(Array(Self.table.utf8), to: "lightning_logs/version_0/metrics.csv")
    return folder
  }

  @Test("No event files, but others: their numbers, and the commands that read them")
  func hint() throws {
    let folder = try folder()
    let run = CommandRun("analyze", "--from", "tensorboard", folder.path)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(
      run.errors == """
        error: no event files under \(folder.path)  (looked in 6 folders)
          An event file has "tfevents" in its name.
          Found trainer_state.json (3) and metrics.csv (1) there: read them with
          tfevents analyze --from hf \(folder.path)
          tfevents analyze --from csv \(folder.path)

        """)
    #expect(
      CommandRun("scan", "--from", "tensorboard", folder.path + "/lightning_logs").errors == """
        error: no event files under \(folder.path)/lightning_logs  (looked in 2 folders)
          An event file has "tfevents" in its name.
          Found metrics.csv (1) there: read it with
          tfevents analyze --from csv \(folder.path)/lightning_logs

        """)
  }

  @Test("Neither is there what --from asks for")
  func nothing() throws {
    let folder = TemporaryFolder()
    #expect(
      CommandRun("scan", "--from", "hf", folder.path).errors == """
        error: no trainer states under \(folder.path)  (looked in 1 folder)
          Hugging Face's Trainer calls its file trainer_state.json.

        """)
    #expect(
      CommandRun("tags", "--from", "csv", folder.path).errors == """
        error: no tables of metrics under \(folder.path)  (looked in 1 folder)
          Lightning's CSVLogger calls its file metrics.csv.

        """)
    #expect(CommandRun("tags", "--from", "nobody", folder.path).status == 2)
  }

  @Test("A trainer's states are one run, under the tags that Trainer logs to TensorBoard")
  func trainerState() throws {
    let folder = try folder()
    let run = CommandRun("analyze", "--from", "hf", folder.path)
    #expect(run.errors == "")
    #expect(run.values["run"] == "llama")
    #expect(run.values["metric"] == "eval/loss (lower is better)")
    #expect(run.values["paired"] == "train/loss")
    #expect(run.values["last"]?.hasSuffix("at step 300") == true)
    let tags = CommandRun("tags", "--from", "hf", folder.path).lines
    #expect(
      tags.map { $0.split(separator: ",")[1] } == [
        "tag", "train/epoch", "train/learning_rate", "train/loss", "eval/loss", "eval/runtime",
        "train/train_runtime",
      ])
  }

  @Test("A table of metrics has a series a column; empty cells are no points")
  func metricsTable() throws {
    let folder = try folder()
    let path = folder.path
    let run = CommandRun("analyze", "--from", "csv", path)
    #expect(run.errors == "")
    #expect(run.values["run"] == "lightning_logs/version_0" || run.values["run"] == "version_0")
    #expect(run.values["metric"] == "val_loss (lower is better)")
    let csv = CommandRun("export", "--from", "csv", path, "--tag", "val_loss").lines
    #expect(csv.count == 31)
    #expect(csv.dropFirst().first?.hasSuffix(",val_loss,10,,2.6") == true)
  }

  @Test("A watch waits for the end of a table's last line; other commands read what is there")
  func lastLine() throws {
    let folder = TemporaryFolder()
    let rows = (1...40).map { "\($0),\(1 / Double($0))\n" }.joined()
    let path = try folder.write(
      Array(("step,loss\n" + rows + "41,0.0").utf8), to: "run/metrics.csv")
    let watch = CommandRun("watch", folder.path, "--timeout", "0s", "-f", "jsonl")
    #expect(watch.output.contains(#""step":40,"#), "\(watch.output)")
    #expect(CommandRun("export", path).lines.last == "run,loss,41,,0.0")
  }

  @Test("A file that is no such log is named as what it is not")
  func wrongFile() throws {
    let folder = TemporaryFolder()
    let state = try folder.write(Array("{\"steps\": 3}".utf8), to: "a/trainer_state.json")
    let table = try folder.write(Array("time;loss\n1;2\n".utf8), to: "b/metrics.csv")
    let empty = try folder.write([], to: "c/metrics.csv")
    #expect(
      CommandRun("analyze", "--from", "hf", folder.path).errors
        == "warning: \(state) is not a trainer state: no log_history in it\n")
    #expect(
      CommandRun("analyze", "--from", "csv", folder.path).errors
        == "warning: \(table) is not a table of metrics: its first line names neither step nor epoch\n"
        + "warning: \(empty) is empty\n")
  }

  @Test("A trainer's state and a trainer's log tell where the run was to end")
  func plannedEnd() throws {
    let losses = (1...40).map { 0.5 + 2.0 / Double($0) }
    for (end, state) in [(400, "finished (step 400 of 400)"), (800, "unknown (step 400 of 800)")] {
      let folder = TemporaryFolder()
      let history = losses.enumerated().map { #"{"loss": \#($1), "step": \#(10 * $0 + 10)}"# }
      let text =
        #"{"global_step": 400, "max_steps": \#(end), "num_train_epochs": 2, "log_history": ["#
        + history.joined(separator: ", ") + "]}"
      _ = try folder.write(Array(text.utf8), to: "out/trainer_state.json")
      #expect(CommandRun("analyze", "--from", "hf", folder.path).values["state"] == state)
      let lines = losses.enumerated().map {
        #"{"current_steps": \#(10 * $0 + 10), "total_steps": \#(end), "loss": \#($1)}"# + "\n"
      }
      _ = try folder.write(Array(lines.joined().utf8), to: "factory/trainer_log.jsonl")
      let factory = CommandRun("analyze", "--from", "llamafactory", folder.path)
      #expect(factory.values["state"] == state)
    }
  }

  @Test("A trainer log that ends with the epoch at the planned step is that of a finished run")
  func closingEpoch() throws {
    let folder = TemporaryFolder()
    var lines = (1...40).map {
      #"{"current_steps": \#(10 * $0), "total_steps": 408, "loss": \#(0.5 + 2.0 / Double($0)), "epoch": 1}"#
    }
    lines.append(#"{"current_steps": 408, "total_steps": 408, "epoch": 2.0}"#)
    let text = lines.map { $0 + "\n" }.joined()
    _ = try folder.write(Array(text.utf8), to: "out/trainer_log.jsonl")
    let run = CommandRun("analyze", folder.path)
    #expect(run.values["state"] == "finished (step 400 of 408)")
  }

  @Test("A checkpoint that holds the state is found beside the run that it is the state of")
  func stateInCheckpoint() throws {
    let folder = TemporaryFolder()
    _ = try folder.write(
      Array(Self.history.utf8), to: "out/checkpoint-300/trainer_state.json")
    _ = try folder.write([1], to: "out/checkpoint-300/model.safetensors")
    let run = CommandRun("analyze", folder.path, "--from", "hf")
    #expect(run.values["best"]?.hasSuffix("at step 300 (checkpoint-300)") == true)
  }
}
