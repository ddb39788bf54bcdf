import Foundation
import Scalars
import Testing

@testable import TrainingRuns

@Suite("What the tags of real libraries say")
struct MetricTagTests {
  @Test("A validation tag is judged, and compared with the train tag that belongs to it")
  func pairs() throws {
    for pair in MetricTags.tags(MetricTags.pairs) {
      let ends = try #require(pair.range(of: " > "))
      let (train, validation) = (String(pair[..<ends.lowerBound]), String(pair[ends.upperBound...]))
      let choice = names([Written(train, 60), Written(validation, 60)])
      #expect(choice.metric == validation && choice.paired == train, "\(pair)")
      #expect(choice.direction == .min, "\(pair)")
    }
  }

  @Test("A measure gets better the way its name says, whichever way it went")
  func directions() {
    let rising = MetricTags.tags(MetricTags.rising).map { ($0, Direction.max) }
    let falling = MetricTags.tags(MetricTags.falling).map { ($0, Direction.min) }
    for (tag, direction) in rising + falling {
      let isBad = direction == .max ? (1.0, 0.5) : (0.5, 1.0)
      let choice = choose([Written(tag, 60, values: isBad)])
      #expect(choice.direction == direction, "\(tag)")
      #expect(choice.metric == 0 && !choice.isGuess, "\(tag)")
    }
  }

  @Test("No name stands twice in the table")
  func unique() {
    let names = (MetricNames.strong + MetricNames.weak).flatMap {
      $0.names.split(separator: " ").map(String.init)
    }
    #expect(names.count > 900)
    #expect(Set(names).count == names.count)
  }

  @Test("Settings, counts, speeds and inner workings are passed over for any loss")
  func neither() {
    for tag in MetricTags.tags(MetricTags.neither) {
      #expect(TagNameFacts.of(tag).direction == nil, "\(tag)")
      #expect(choose([Written(tag), Written("zeta_loss")]).metric == 1, "\(tag)")
    }
  }

  @Test("Bookkeeping is judged by no one, even alone; a word of a metric takes it out of that")
  func bookkeeping() {
    let tags = [
      "kl_weight", "train/loss_scale", "lr-AdamW", "epoch", "train/tokens_per_second", "beta",
      "grad_norm", "train/num_tokens", "batch-size", "loss_weight", "system/gpu_memory",
    ]
    for tag in tags { #expect(choose([Written(tag)]).metric == nil, "\(tag)") }
    for tag in ["val/weight_error", "beta_nll", "val/f_beta", "val/corr_coef", "temperature_mae"] {
      #expect(choose([Written(tag)]).metric == 0, "\(tag)")
    }
  }

  @Test(
    "A measure's name tells its bounds, in percent or not, where its values keep to them",
    arguments: [
      ("eval/accuracy", (0.2, 0.9), 0...1), ("eval/accuracy", (20, 90), 0...100),
      ("eval/accuracy", (20, 900), nil), ("val/mcc", (-0.5, 0.5), -1...1),
      ("eval/accuracy", (0.5, 0.5), 0...1),
      ("val/r2", (-3, 0.9), -Double.infinity...1), ("val/rmse", (3, 1), 0...Double.infinity),
      ("val/perplexity", (30, 9), 1...Double.infinity), ("val/pesq", (1, 3), -0.5...4.6),
      ("val/loss", (3, 1), nil), ("val/elbo", (-3, -1), nil), ("zeta", (0.1, 0.9), nil),
      ("val/iou", (0.1, 0.9), 0...1), ("val/mAP50-95", (0.1, 0.6), 0...1),
      ("eval/wer", (1.2, 0.3), 0...Double.infinity),
    ] as [(String, (Double, Double), ClosedRange<Double>?)])
  func bounds(tag: String, values: (Double, Double), bounds: ClosedRange<Double>?) {
    #expect(choose([Written(tag, values: values)]).bounds == bounds)
  }

  @Test("Beside the judged loss stand all held-out measures, each with its own way to get better")
  func others() {
    let written = [
      Written("train/loss"), Written("eval/loss", 20), Written("eval/wer", 20),
      Written("eval/accuracy", 20), Written("eval/runtime", 20), Written("train/accuracy"),
      Written("metrics/mAP50-95(B)", 20), Written("eval/entropy", 20),
    ]
    let others = choose(written).others
    #expect(others.map(\.index) == [2, 3, 6])
    #expect(others.map(\.direction) == [.min, .max, .max])
  }

  @Test("Beside a reward model's loss stand its other measures, and not the reward of its answers")
  func othersOfRewardModel() {
    let tags = [
      "train/loss", "eval/loss", "eval/accuracy", "eval/margin", "eval/mean_reward", "eval/wer",
    ]
    let choice = choose(tags.map { Written($0, 20) })
    #expect(choice.metric == 1 && choice.others.map(\.index) == [2, 3, 5])
  }

  @Test("Whole logs of a hundred trainings are judged by what people select by")
  func wholeLogs() {
    for log in FrameworkLogs.logs {
      let choice = names(log.tags.map { Written($0.tag, $0.points) })
      #expect(choice.metric == log.metric, "\(log.name)")
      #expect(choice.paired == log.paired, "\(log.name)")
    }
    #expect(FrameworkLogs.logs.count > 100)
  }
}
