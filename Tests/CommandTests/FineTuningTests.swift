import TestSupport
import Testing

/// What `analyze` says of logs that Hugging Face's Trainer and Keras wrote.
@Suite(
  "Real fine-tuning logs are judged right",
  .enabled(if: SharedLogs.arePresent, "the shared logs are not here"))
struct FineTuningTests {
  private func analyze(_ run: String) -> [String: String] {
    CommandRun("analyze", SharedLogs.path("written/" + run)).values
  }

  @Test("An overfitting run, and the step to keep")
  func overfitting() throws {
    let values = analyze("hf_trainer/gpt2_overfit")
    #expect(values["verdict"] == "overfitting")
    let best = try #require(values["best"]?.split(separator: " ").last.flatMap { Int($0) })
    #expect((25...75).contains(best))
    #expect(values["metric"] == "eval/loss (lower is better)")
    #expect(values["paired"] == "train/loss")
  }

  @Test(
    "Runs that broke down", arguments: ["gpt2_nan", "gpt2_nan_filtered", "gpt2_diverge_high_lr"])
  func diverged(run: String) {
    #expect(analyze("hf_trainer/" + run)["verdict"] == "diverged")
  }

  @Test("A learning rate that is too low is no convergence")
  func underfit() {
    let verdict = analyze("hf_trainer/gpt2_underfit_low_lr")["verdict"]
    #expect(verdict == "plateaued")
  }

  @Test("A resumed run is one run that says where it was resumed and what was superseded")
  func resumed() {
    let run = CommandRun("analyze", SharedLogs.path("written/hf_trainer/gpt2_resumed_crash"))
    #expect(run.lines.count { $0.hasPrefix("run: ") } == 1)
    #expect(run.values["files"] == "2")
    #expect(
      run.lines.contains(
        "note: Resumed at step 205: steps 205 to 245 were written twice; kept the later points, "
          + "41 points superseded (--overlap raw keeps both)."))
  }

  @Test("Keras' train and validation directories are one run, paired")
  func keras() {
    let run = CommandRun("analyze", SharedLogs.path("written/keras/good"))
    #expect(run.lines.count { $0.hasPrefix("run: ") } == 1)
    #expect(run.values["metric"] == "validation/epoch_loss (lower is better)")
    #expect(run.values["paired"] == "train/epoch_loss")
  }

  @Test("JSON lines hold the promised keys, and null for what is not finite")
  func record() throws {
    let run = CommandRun(
      "analyze", "-f", "jsonl", SharedLogs.path("written/hf_trainer/gpt2_nan"))
    let line = try #require(run.lines.first)
    let keys = [
      "schema", "run", "verdict", "reason", "metric", "direction", "paired", "best", "best_step",
      "last", "last_step", "points", "flags", "damaged_records", "files",
    ]
    for key in keys { #expect(line.contains("\"\(key)\":"), "\(key)") }
    #expect(line.contains("\"last\":null"))
    #expect(!line.contains(":nan") && !line.contains(":inf"))
  }
}

/// What `analyze` says of the demonstration runs.
@Suite(
  "The demonstration runs are told right",
  .enabled(if: SharedLogs.arePresent, "the shared logs are not here"))
struct DemonstrationTests {
  private func verdict(_ run: String) -> [String: String] {
    CommandRun("analyze", SharedLogs.path("demo/" + run)).values
  }

  @Test("There are fifteen runs")
  func runs() {
    let run = CommandRun("analyze", "-f", "jsonl", SharedLogs.path("demo"))
    #expect(run.lines.count == 15)
    #expect(run.status == 0)
  }

  @Test("Overfitting, best at step 2,400")
  func overfitting() {
    let values = verdict("sft-overfit")
    #expect(values["verdict"] == "overfitting")
    #expect(values["best"]?.hasSuffix("at step 2400") == true)
  }

  @Test("A smoke test of a dozen points is too short to judge")
  func tooShort() {
    #expect(verdict("smoke-test")["verdict"] == "too-little-data")
  }

  @Test("A run that ended in NaN: since which step, and the first sign before it")
  func nonFinite() {
    let run = CommandRun("analyze", SharedLogs.path("demo/sft-lr3e-3-nan"))
    #expect(run.values["verdict"] == "diverged")
    #expect(run.values["reason"]?.contains("at step 3,420") == true)
    #expect(run.output.contains("First sign: the gradient norm passed"))
  }

  @Test("A resume is one run")
  func resumed() {
    let run = CommandRun("analyze", SharedLogs.path("demo/sft-resumed"))
    #expect(run.values["files"] == "2")
    #expect(run.lines.contains { $0.hasPrefix("note: Resumed at step 2,510: ") })
  }

  @Test("add_scalars' child directories are one run")
  func addScalars() {
    #expect(verdict("torch-add_scalars")["paired"] == "loss/train/loss")
  }
}
