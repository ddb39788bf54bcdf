import Foundation
import TestSupport
import Testing

/// One log for each kind of problem that people report, written by libraries that were not used in
/// development.
@Suite("Logs of other people's libraries are judged as an expert would")
struct OtherPeoplesLogsTests {
  private typealias Series = LoggedTraining.Series

  private func decay(_ point: Int, _ pace: Double) -> Double { exp(-Double(point) / pace) }

  @Test("1. A return that was lost is not flat")
  func gettingWorse() throws {
    let values = try LoggedTraining(
      points: 100, spacing: 1024,
      series: [
        Series("rollout/ep_rew_mean") {
          20 + 200 * (1 - decay($0, 20)) - 100 * Double(max(0, $0 - 68)) / 32 + 5 * $1
        }, Series("train/value_loss") { 10 + $1 + 0 * Double($0) },
      ]
    ).values()
    #expect(values["metric"] == "rollout/ep_rew_mean (higher is better)")
    #expect(values["verdict"] == "worsening")
  }

  @Test("1. A policy that succeeds or wins less often is worsening, not overfitting")
  func successes() throws {
    for tag in ["eval/success_rate", "eval/win_rate", "test/solve_rate", "eval/pc_success"] {
      func log(_ value: @escaping (Double) -> Double) throws -> [String: String] {
        try LoggedTraining(
          points: 60,
          series: [
            Series(tag) { value(Double($0) / 60) + 0.01 * $1 },
            Series("train/bc_loss") { 0.1 + decay($0, 8) + 0.002 * $1 },
          ]
        ).values()
      }
      let lost = try log { $0 < 0.3 ? 2.5 * $0 : 0.75 - 0.3 * ($0 - 0.3) }
      #expect(lost["metric"] == "\(tag) (higher is better)")
      #expect(lost["verdict"] == "worsening", "\(tag)")
      #expect(try log { 0.8 - 0.3 * $0 }["verdict"] == "worsening", "\(tag)")
    }
  }

  @Test("10. A learned parameter of a layer is no weight of the loss")
  func learnedParameters() throws {
    for tag in ["layer1/alpha", "blocks.3.gamma", "model/logit_scale_beta"] {
      let values = try LoggedTraining(
        series: [
          Series("train/loss") {
            1 + 2 * decay($0, 20) + 0.02 * Double(max(0, $0 - 120)) + 0.02 * $1
          },
          Series(tag) { point, _ in 0.2 + 0.001 * Double(point) },
        ]
      ).values()
      #expect(["diverged", "worsening"].contains(values["verdict"]), "\(tag)")
    }
  }

  @Test("2. One failed evaluation near the end is a spike; one that is too good is not the best")
  func outliers() throws {
    func log(_ odd: Int, _ value: Double) -> LoggedTraining {
      LoggedTraining(
        points: 80,
        series: [Series("val_loss") { $0 == odd ? value : 0.8 + decay($0, 8) + 0.005 * $1 }])
    }
    let failed = try log(77, 8).values()
    #expect(failed["verdict"] == "converged")
    #expect(failed["note"]?.hasPrefix("1 spike") == true)
    let lucky = log(30, 0.1)
    #expect(try lucky.values()["verdict"] == "converged")
    #expect(try lucky.values()["best"]?.hasPrefix("0.7") == true)
    #expect(try lucky.text().contains("val_loss was 0.1 at step 310, far better than anything"))
  }

  @Test("3. No sentence speaks of a step 0 to return to, or of a thousandfold per cent")
  func sentences() throws {
    let fromTheStart = try LoggedTraining(
      points: 60, spacing: 1,
      series: [Series("eval/squad_f1") { 64 - 30 * (1 - decay($0, 15)) + 0.02 * $1 }]
    ).values()
    #expect(fromTheStart["next"]?.contains("Keep step 1: nothing after it was better.") == true)
    let lost = try LoggedTraining(
      points: 60, spacing: 1,
      series: [Series("eval/squad_f1") { 80 - 30 * (1 - decay($0, 15)) + 0.02 * $1 }]
    ).values()
    #expect(lost["next"]?.hasPrefix("Start again with a lower peak learning rate") == true)
    let exploded = LoggedTraining(
      points: 60,
      series: [
        Series("train_loss") { 0.1 + 1.5 * decay($0, 10) + 0.01 * $1 },
        Series("val_loss") {
          $0 < 40 ? 0.4 + decay($0, 6) + 0.001 * $1 : pow(10, Double($0 - 38))
        },
      ])
    #expect(try exploded.values()["verdict"] == "diverged")
    #expect(try !exploded.text().contains("e21 %"))
  }

  @Test("4. Where the steps begin to be counted changes no verdict")
  func offsets() throws {
    let verdicts = try [0, 20_000, 3_000_000].map { offset in
      try LoggedTraining(
        points: 60, spacing: 50, offset: offset,
        series: [
          Series("train/loss") { decay($0, 12) + 0.01 * $1 },
          Series("eval/loss") { 0.6 + decay($0, 6) + 0.02 * Double(max(0, $0 - 18)) + 0.01 * $1 },
        ]
      ).values()["verdict"]
    }
    #expect(Set(verdicts) == ["overfitting"])
  }

  @Test("5. Without a held-out loss a run is judged by what people select by")
  func choice() throws {
    let detection = try LoggedTraining(
      points: 480, spacing: 50,
      series: [
        Series("loss") { 0.5 + 1.2 * decay($0, 80) + 0.04 * $1 },
        Series("coco/bbox_mAP", every: 40) { 0.37 * (1 - decay($0, 90)) + 0.001 * $1 },
        Series("coco/bbox_mAP_50", every: 40) { 0.58 * (1 - decay($0, 90)) + 0.001 * $1 },
      ]
    ).values()
    #expect(detection["metric"] == "coco/bbox_mAP (higher is better)")
    #expect(detection["choice"]?.contains("a measure on held-out data") == true)
  }

  @Test("6. The losses of a contest have no voice beside a measure of quality")
  func voices() throws {
    let text = try LoggedTraining(
      points: 300,
      series: [
        Series("TrainIterStats/loss_disc") { 2.5 + 0.1 * $1 + 0 * Double($0) },
        Series("TrainIterStats/loss_gen") { 2.2 + 0.1 * $1 + 0 * Double($0) },
        Series("EvalStats/avg_loss_disc", every: 15) { 2.3 + 0.001 * Double($0) + 0.01 * $1 },
        Series("EvalStats/avg_loss_gen", every: 15) { 2.2 + 0.05 * $1 + 0 * Double($0) },
        Series("EvalStats/avg_loss_mel", every: 15) { 18 + 20 * decay($0, 40) + 0.1 * $1 },
      ]
    ).text()
    #expect(text.contains("metric: EvalStats/avg_loss_mel"))
    #expect(!text.contains("But EvalStats/avg_loss_disc") && !text.contains("Weigh "))
  }

  @Test("7. Some evaluations that are no number are no divergence; one that stands still is told")
  func brokenNumbers() throws {
    let sometimes = try LoggedTraining(
      points: 60,
      series: [
        Series("train/loss") { decay($0, 12) + 0.01 * $1 },
        Series("val/loss") { $0 % 7 == 3 ? .nan : 0.5 + decay($0, 10) + 0.004 * $1 },
      ]
    ).values()
    #expect(sometimes["verdict"] != "diverged")
    let frozen = try LoggedTraining(
      points: 40,
      series: [
        Series("train_loss") { decay($0, 8) + 0.01 * $1 }, Series("val_accuracy") { _, _ in 0.1 },
      ]
    ).text()
    #expect(frozen.contains("metric: train_loss"))
    #expect(frozen.contains("val_accuracy is exactly the same (0.1) at all 40 evaluations"))
    let neverRight = try LoggedTraining(
      points: 40,
      series: [
        Series("loss") { decay($0, 8) + 0.01 * $1 },
        Series("val_loss") { decay($0, 8) + 0.01 * $1 },
        Series("val_accuracy") { _, _ in 0 }, Series("val_false_positives") { _, _ in 0 },
      ]
    ).text()
    #expect(neverRight.contains("val_accuracy is exactly the same (0) at all 40 evaluations"))
    #expect(!neverRight.contains("val_false_positives is"))
  }

  @Test(
    "8. A metric that falls is not taken to get better by that",
    arguments: ["eval/linear_probe", "val/csi", "valid/si_snr", "Rank-1", "val/HOTA"])
  func direction(tag: String) throws {
    let values = try LoggedTraining(
      points: 60, series: [Series(tag) { 0.8 - 0.4 * (1 - decay($0, 15)) + 0.003 * $1 }]
    ).values()
    #expect(values["metric"] == "\(tag) (higher is better)")
    #expect(values["verdict"] != "improving")
  }

  @Test("9. A mean that restarts with each epoch neither swings nor spikes")
  func restartingMean() throws {
    var mean = (sum: 0.0, count: 0.0)
    let text = try LoggedTraining(
      points: 1_500, spacing: 1,
      series: [
        Series("train/running_loss") { point, noise in
          if point % 100 == 0 { mean = (0, 0) }
          mean.sum += 0.4 + 1.6 * exp(-Double(point) / 400) + 0.3 * noise
          mean.count += 1
          return mean.sum / mean.count
        }
      ]
    ).text()
    #expect(text.contains("is a mean that restarts about every 100 points"))
    #expect(!text.contains("It swings") && !text.contains(" spike"))
  }

  @Test("10. A loss that rises while its task is made harder on purpose has not got worse")
  func byDesign() throws {
    let text = try LoggedTraining(
      points: 300,
      series: [
        Series("loss") {
          0.8 + 2 * decay($0, 30) + 0.9 * min(1, Double($0) / 150) + 0.02 * $1
        },
        Series("teacher_forcing_ratio") { point, _ in max(0, 1 - Double(point) / 150) },
      ]
    ).text()
    #expect(text.contains("verdict: converged"))
    #expect(text.contains("teacher_forcing_ratio fell from 1 to 0 until step 1,510, and loss rose"))
  }

  @Test("11. An accuracy and its error get one verdict, beside a training loss, too")
  func ceilings() throws {
    func log(_ tag: String, _ value: @escaping (Double) -> Double) throws -> [String: String] {
      try LoggedTraining(
        points: 80,
        series: [
          Series("train_loss") { 0.05 + 2 * decay($0, 10) + 0.001 * $1 },
          Series(tag) {
            value(0.02 + 0.5 * decay($0, 6) + 0.0006 * Double(max(0, $0 - 25)) + 0.0003 * $1)
          },
        ]
      ).values()
    }
    #expect(try log("val_error") { $0 }["verdict"] == "overfitting")
    #expect(try log("val_accuracy") { 1 - $0 }["verdict"] == "overfitting")
  }

  @Test("12. A run that explodes from its first point on has no step to restart from")
  func exploded() throws {
    let values = try LoggedTraining(
      points: 300,
      series: [Series("train/loss") { 0.5 * exp(Double($0) / 30) * (1.2 + 0.05 * $1) }]
    ).values()
    #expect(values["verdict"] == "diverged")
    #expect(values["next"]?.contains("step 0") == false)
  }

  @Test("13. A training loss that falls at the ends of epochs alone is told as that")
  func stairs() throws {
    let log = LoggedTraining(
      points: 150,
      series: [
        Series("train/loss") { 1.5 - 0.45 * Double($0 / 100) + 0.4 * decay($0, 8) + 0.03 * $1 },
        Series("train/epoch") { point, _ in Double(point + 1) / 100 },
        Series("train/learning_rate") { point, _ in 2e-5 * (1 - Double(point) / 300) },
      ])
    #expect(try log.values()["reason"]?.contains("gets better only where an epoch ends") == true)
  }

  @Test("14. A minimum that is luck is no step to keep where the training loss is flat")
  func lastStep() throws {
    let values = try LoggedTraining(
      series: [Series("train_loss") { 0.7 + 0.8 * decay($0, 15) + 0.02 * $1 }]
    ).values()
    #expect(values["verdict"] == "converged")
    #expect(values["next"]?.contains("step 2,000") == true)
  }

  @Test("A saved checkpoint that is as good as the best step is the one to keep")
  func checkpoint() throws {
    let folder = TemporaryFolder()
    try LoggedTraining(
      points: 60,
      series: [Series("eval/loss") { 0.6 + decay($0, 8) + ($0 == 46 ? -0.006 : 0.002 * $1) }]
    ).write(to: folder)
    _ = try folder.write([0], to: "checkpoint-450/model.bin")
    let run = CommandRun("analyze", folder.path)
    #expect(run.values["best"]?.contains("at step 470 (checkpoint-450)") == true)
    #expect(run.values["next"]?.contains("checkpoint-450 (as good as step 470)") == true)
  }

  @Test("A loss that is exactly 0 does not lead a scan")
  func ranking() throws {
    let folder = TemporaryFolder()
    try LoggedTraining(series: [Series("train/loss") { _, _ in 0 }])
      .write(to: folder, below: "a-zero")
    try LoggedTraining(series: [Series("train/loss") { 1 + decay($0, 20) + 0.01 * $1 }])
      .write(to: folder, below: "b-sound")
    let lines = CommandRun("scan", folder.path).lines.dropFirst()
    #expect(lines.map { String($0.prefix(7)) } == ["b-sound", "a-zero,"])
  }
}
