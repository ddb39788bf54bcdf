import TestSupport
import Testing

@Suite("The logs of other loggers give their runs, once, under the names that stand in them")
struct OtherLoggerTests {
  private static let logs = Repository.path("Fixtures/other-logs")

  /// A run that must be found, and the expected answer.
  struct Expected: Sendable, CustomStringConvertible {
    var source: String
    var run: String
    var metric: String
    var verdict: String
    var points: String
    var description: String { source + ": " + run }
  }

  private static let expected = [
    Expected(
      source: "keras", run: "keras", metric: "val_loss (lower is better)", verdict: "overfitting",
      points: "40"),
    Expected(
      source: "keras", run: "keras-semicolon", metric: "val_loss (lower is better)",
      verdict: "overfitting", points: "40"),
    Expected(
      source: "ultralytics", run: "ultralytics", metric: "val/box_loss (lower is better)",
      verdict: "converged", points: "40"),
    Expected(
      source: "ultralytics", run: "ultralytics-padded", metric: "val/box_loss (lower is better)",
      verdict: "converged", points: "40"),
    Expected(
      source: "sb3", run: "sb3", metric: "rollout/ep_rew_mean (higher is better)",
      verdict: "converged", points: "40"),
    Expected(
      source: "ray", run: "ray", metric: "env_runners/episode_return_mean (higher is better)",
      verdict: "converged", points: "40"),
    Expected(
      source: "llamafactory", run: "llamafactory", metric: "eval_loss (lower is better)",
      verdict: "improving", points: "9"),
    Expected(
      source: "mmengine", run: "mmengine", metric: "loss (lower is better)", verdict: "converged",
      points: "40"),
    Expected(
      source: "swanlab", run: "swanlab/tiny-net", metric: "eval/loss (lower is better)",
      verdict: "overfitting", points: "30"),
    Expected(
      source: "wandb", run: "wandb-0.15/peer", metric: "eval/loss (lower is better)",
      verdict: "improving", points: "8"),
    Expected(
      source: "wandb", run: "wandb-0.19/peer", metric: "eval/loss (lower is better)",
      verdict: "improving", points: "8"),
    Expected(
      source: "wandb", run: "wandb-0.31/peer", metric: "eval/loss (lower is better)",
      verdict: "improving", points: "8"),
    Expected(
      source: "text", run: "console-transformers", metric: "eval/loss (lower is better)",
      verdict: "overfitting", points: "20"),
    Expected(
      source: "text", run: "console-transformers-4", metric: "eval/loss (lower is better)",
      verdict: "overfitting", points: "20"),
    Expected(
      source: "text", run: "console-megatron", metric: "lm loss validation (lower is better)",
      verdict: "overfitting", points: "16"),
    Expected(
      source: "text", run: "console-nemo", metric: "val_loss (lower is better)",
      verdict: "improving", points: "11"),
    Expected(
      source: "text", run: "console-torchtune", metric: "loss (lower is better)",
      verdict: "improving", points: "80"),
  ]

  @Test("Name, metric and verdict of each", arguments: expected)
  func analyzed(_ expected: Expected) {
    let run = CommandRun("analyze", "--from", expected.source, "--runs", expected.run, Self.logs)
    #expect(run.status == 0 && run.errors == "")
    #expect(run.values["run"] == expected.run)
    #expect(run.values["metric"] == expected.metric)
    #expect(run.values["verdict"] == expected.verdict)
    #expect(run.values["points"] == expected.points)
    #expect(run.values["files"] == "1" && run.values["note"] == nil)
  }

  @Test("A source finds its own runs in the folder of all, and no other's")
  func names() {
    for source in Set(Self.expected.map(\.source)) {
      let lines = CommandRun("scan", "--from", source, "-f", "csv", Self.logs).lines.dropFirst()
      let runs = lines.compactMap { $0.split(separator: ",").first.map(String.init) }
      #expect(Set(runs) == Set(Self.expected.filter { $0.source == source }.map(\.run)))
      #expect(runs.count == Set(runs).count)
    }
  }

  @Test("The values are those that the writer was given, to the bit")
  func values() {
    func points(_ words: String...) -> [String] {
      CommandRun(["export"] + words).lines.map { line in
        let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        return cells[cells.count - 3] + "," + cells[cells.count - 1]
      }
    }
    let sb3 = points("--from", "sb3", Self.logs, "--tag", "rollout/ep_rew_mean")
    #expect(sb3.prefix(2) == ["step,value", "2048,51.948092338025674"])
    let json = points(
      "--from", "sb3", Self.logs + "/sb3/progress.json", "--tag", "rollout/ep_rew_mean")
    #expect(json == sb3)
    let ray = points("--from", "ray", Self.logs, "--tag", "learners/default_policy/total_loss")
    #expect(ray.count == 41 && ray[1] == "1,1.742262259227336")
    #expect(
      points(
        "--from", "ray", Self.logs + "/ray/progress.csv", "--tag",
        "learners/default_policy/total_loss") == ray)
  }

  @Test("A validation of MMEngine stands at the iteration it was made at")
  func validationSteps() {
    let steps = CommandRun(
      "export", "--from", "mmengine", Self.logs, "--tag", "coco/bbox_mAP"
    ).lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false)[2] }
    #expect(steps == (1...20).map { "\($0 * 100)" })
  }

  @Test("Settings that SwanLab keeps beside its log")
  func settings() {
    let record = CommandRun("analyze", "--from", "swanlab", "-f", "jsonl", Self.logs).output
    #expect(record.contains(#""lr":"0.001""#) && record.contains(#""model.name":"tiny""#))
    #expect(record.contains(##""note":"a: 'b' # c""##))
  }

  @Test("Progress bars of Transformers show the steps; without bars, losses are counted")
  func barsOfTransformers() {
    let folder = Self.logs + "/console-transformers"
    let bars = CommandRun("analyze", "--from", "text", folder)
    #expect(bars.values["state"] == "finished (step 160 of 160)")
    #expect(bars.values["best"] == "3.092 at step 56")
    let plain = CommandRun("analyze", "--from", "text", folder + "-4")
    #expect(plain.values["best"] == "3.092118263244629 at step 14")
    let megatron = CommandRun("analyze", "--from", "text", Self.logs + "/console-megatron")
    #expect(megatron.values["state"] == "finished (step 300 of 300)")
  }

  @Test(
    "Settings of Ultralytics and Lightning stand in a file beside the table",
    arguments: [("results.csv", "args.yaml"), ("metrics.csv", "hparams.yaml")])
  func settingsBeside(table: String, settings: String) throws {
    let folder = TemporaryFolder()
    let rows = (1...40).map { "\($0),\(0.5 + 2 / Double($0))\n" }.joined()
    _ = try folder.write(Array(("epoch,train/loss\n" + rows).utf8), to: "run/" + table)
    let text = "lr0: 0.01\nmax_epochs: 40\nname: null\n"
    _ = try folder.write(Array(text.utf8), to: "run/" + settings)
    let run = CommandRun("analyze", "-f", "jsonl", folder.path)
    #expect(run.output.contains(#""lr0":"0.01""#) && run.output.contains(#""state":"finished""#))
  }

  @Test("A console's log is read where it is given, and only told where a folder is")
  func consoles() throws {
    let folder = Self.logs + "/console-torchtune"
    let given = CommandRun("analyze", folder + "/log_1.txt")
    #expect(given.values["run"] == "log_1.txt" && given.values["points"] == "80")
    let told = CommandRun("analyze", folder)
    #expect(told.status == 2 && told.errors.contains("tfevents analyze --from text \(folder)"))
  }

  @Test("A table that is given by itself is named by its file, one that is found by its folder")
  func tables() {
    #expect(CommandRun("analyze", Self.logs + "/keras/history.csv").values["run"] == "history.csv")
    #expect(CommandRun("analyze", Self.logs + "/keras").values["run"] == "keras")
  }

  @Test("A folder without event files says what else stands there, and what reads it")
  func hint() {
    let run = CommandRun("analyze", "--from", "tensorboard", Self.logs)
    #expect(run.status == 2)
    let text = run.errors
    #expect(
      text.contains(
        "Found trainer_log.jsonl (1), results.csv (2), scalars.json (1), result.json (2), "
          + "progress.csv (2), CSVLogger's *.csv (2), run-*.wandb (3), run-*.swanlab (1) and *.log, *.out, *.txt (5) there: "
          + "read them with"))
    for source in Set(Self.expected.map(\.source)) {
      #expect(text.contains("tfevents analyze --from \(source) \(Self.logs)\n"))
    }
  }

  @Test("Each file of Keras' CSVLogger is a training; a table of something else is none")
  func kerasFiles() throws {
    let folder = TemporaryFolder()
    let table = "epoch,loss\n" + (0..<9).map { "\($0),\(1 / Double($0 + 1))\n" }.joined()
    for name in ["a.csv", "b.csv"] { _ = try folder.write(Array(table.utf8), to: "fits/" + name) }
    _ = try folder.write(Array("id,label\n1,cat\n".utf8), to: "fits/data.csv")
    let runs = CommandRun("scan", "--from", "keras", "-f", "csv", folder.path).lines.dropFirst()
    #expect(runs.count == 2)
    #expect(runs.allSatisfy { $0.contains("a.csv,") || $0.contains("b.csv,") })
  }
}
