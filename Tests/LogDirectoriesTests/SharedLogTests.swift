import LogDirectories
import Scalars
import TestSupport
import Testing

@Suite("Logs of real writers", .enabled(if: SharedLogs.arePresent, "the shared logs are not here"))
struct SharedLogTests {
  private func runs(_ path: String) -> [Run] {
    LogDirectory.find([SharedLogs.path(path)]).runs
  }

  @Test("The fifteen runs of the demonstration are found, folded and named")
  func demonstration() {
    #expect(
      runs("demo").map(\.name) == [
        "keras-mnist", "version_0", "version_1", "lora-r8-improving",
        "pretrain-spiky", "sft-lr1e-3-diverged", "sft-lr1e-6-plateau",
        "sft-lr2e-4/seed0", "sft-lr2e-4/seed1", "sft-lr2e-4/seed2", "sft-lr3e-3-nan",
        "sft-overfit", "sft-resumed", "smoke-test", "torch-add_scalars",
      ])
  }

  @Test("What add_scalars and add_hparams of torch and tensorboardX leave is part of its run")
  func artefacts() {
    #expect(runs("written/torch_summarywriter/add_scalars").map(\.members.count) == [4])
    #expect(runs("written/tensorboardX/add_scalars").map(\.members.count) == [4])
    #expect(
      runs("written/torch_summarywriter/hparams").map(\.members.count) == [2, 2, 1])
  }

  @Test("A Trainer that crashed and went on from its checkpoint is one run with one restart")
  func resumedCrash() throws {
    let run = try #require(runs("written/hf_trainer/gpt2_resumed_crash").first)
    let report = Reading(run).report
    #expect(run.fileCount == 2 && report.restartCount == 1)
    let restart = try #require(report.restarts.first)
    #expect(restart.cause == .laterFile && restart.step <= restart.reached)
    #expect(restart.superseded == report.superseded && report.superseded > 0)
    #expect(report.hyperparameters["output_dir"] != nil)
  }

  @Test("Two ranks that write into one directory lose nothing")
  func ranks() throws {
    for writer in ["torch_summarywriter", "tensorboardX"] {
      let run = try #require(runs("written/\(writer)/two_writers").first)
      let reading = Reading(run)
      #expect(reading.points.count == 150 && reading.report.superseded == 0)
      #expect(reading.report.concurrentFiles.count == 1)
    }
  }

  @Test(
    "Every real run is read by every policy without loss of what is not superseded",
    arguments: OverlapPolicy.allCases)
  func everything(policy: OverlapPolicy) {
    let raw = runs("real").filter { $0.size < 50_000 }.map {
      ($0, Reading($0, .init(policy: .raw)))
    }
    #expect(!raw.isEmpty)
    for (run, all) in raw {
      let reading = Reading(run, RunReadOptions(policy: policy))
      #expect(reading.points.count + reading.report.superseded == all.points.count)
    }
  }
}
