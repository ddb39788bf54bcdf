import LogDirectories
import Scalars
import Testing
import TrainingRuns

/// A series as a framework writes it, for tests of the choice alone.
struct Written {
  var tag: String
  var points = 100
  var member = ""
  var role: Role?
  var values: (first: Double, last: Double) = (2, 1)
  var stepScale: Int64 = 10

  init(
    _ tag: String, _ points: Int = 100, in member: String = "", _ role: Role? = nil,
    values: (Double, Double) = (2, 1), stepScale: Int64 = 10
  ) {
    self.tag = tag
    self.points = points
    self.member = member
    self.role = role
    self.values = values
    self.stepScale = stepScale
  }

  var series: RunSeries { RunSeries(memberName: member, memberRole: role, tag: tag) }

  var statistics: SeriesStatistics {
    var statistics = SeriesStatistics()
    for index in 0..<points {
      let share = points > 1 ? Double(index) / Double(points - 1) : 0
      statistics.add(
        Point(
          step: Int64(index + 1) * stepScale, wallTime: 1e9 + 1000 * share,
          value: values.first + (values.last - values.first) * share))
    }
    return statistics
  }
}

/// What was chosen, by names.
struct Choice: Equatable {
  var metric: String?
  var paired: String?
  var direction = Direction.min
  var learningRate: String?
  var gradientNorm: String?
  var epoch: String?

  init(
    _ metric: String?, _ paired: String? = nil, _ direction: Direction = .min,
    lr: String? = nil, norm: String? = nil, epoch: String? = nil
  ) {
    self.metric = metric
    self.paired = paired
    self.direction = direction
    learningRate = lr
    gradientNorm = norm
    self.epoch = epoch
  }
}

func choose(_ written: [Written], _ request: MetricRequest = MetricRequest()) -> JudgedSeries {
  JudgedSeries.choose(written.map(\.series), written.map(\.statistics), request: request)
}

func names(_ written: [Written], _ request: MetricRequest = MetricRequest()) -> Choice {
  let chosen = choose(written, request)
  func name(_ index: Int?) -> String? { index.map { written[$0].series.name } }
  return Choice(
    name(chosen.metric), name(chosen.paired), chosen.direction, lr: name(chosen.learningRate),
    norm: name(chosen.gradientNorm), epoch: name(chosen.epoch))
}

private let trainer: [Written] = [
  Written("train/epoch", 125), Written("train/grad_norm"), Written("train/learning_rate"),
  Written("train/loss"), Written("eval/loss", 20, stepScale: 50), Written("eval/runtime", 20),
  Written("eval/samples_per_second", 20), Written("eval/steps_per_second", 20),
  Written("train/total_flos", 2), Written("train/train_loss", 2), Written("train/train_runtime", 2),
]
private let trainerChoice = Choice(
  "eval/loss", "train/loss", lr: "train/learning_rate", norm: "train/grad_norm",
  epoch: "train/epoch")

@Suite("The series each framework's runs are judged by")
struct FrameworkTests {
  @Test("Hugging Face Trainer, and those built on it: eval/loss with train/loss")
  func trainerRuns() {
    #expect(names(trainer) == trainerChoice)
    let several = [
      Written("eval/wiki_loss", 20), Written("eval/code_loss", 20), Written("train/loss"),
      Written("eval/wiki_runtime", 20),
    ]
    #expect(names(several) == Choice("eval/wiki_loss", "train/loss"))
    #expect(choose(several).otherValidation == [1])
  }

  @Test("Trainer without evaluation: train/loss, whatever closing points there are")
  func trainerWithoutEvaluation() {
    #expect(names(trainer.filter { !$0.tag.hasPrefix("eval") }).metric == "train/loss")
    #expect(
      names([Written("train/loss", 1), Written("train/train_loss", 1)]).metric == "train/loss")
  }

  @Test("TRL's SFT, Unsloth and Axolotl: as Trainer, accuracies and perplexities aside")
  func supervised() {
    let more: [Written] = [
      Written("train/mean_token_accuracy"), Written("train/entropy"), Written("train/num_tokens"),
      Written("eval/mean_token_accuracy", 20), Written("eval/perplexity", 20),
      Written("train/ppl"), Written("eval/ppl", 20), Written("train/tokens/trainable"),
      Written("train/peak_gb"), Written("train/tokens_per_sec"),
    ]
    #expect(names(more + trainer) == trainerChoice)
  }

  @Test("TRL's DPO: the reward margins, and not the loss")
  func preferences() {
    let margins: [Written] = ["chosen", "rejected", "margins", "accuracies"].flatMap {
      [Written("train/rewards/\($0)"), Written("eval/rewards/\($0)", 20)]
    }
    let choice = names(trainer + margins)
    #expect(choice.metric == "eval/rewards/margins" && choice.paired == "train/rewards/margins")
    #expect(choice.direction == .max)
  }

  @Test("TRL's GRPO: the reward, and not its spread or its parts")
  func policyOptimisation() {
    let choice = names([
      Written("train/loss"), Written("train/reward_std"), Written("train/rewards/format/mean"),
      Written("train/rewards/format/std"), Written("train/reward"), Written("train/kl"),
      Written("train/completions/mean_length"),
    ])
    #expect(choice == Choice("train/reward", nil, .max))
  }

  @Test("Lightning: val_loss with train_loss_epoch where both are logged an epoch")
  func lightning() {
    let written = [
      Written("epoch", 112), Written("hp_metric", 12), Written("lr-AdamW", 100),
      Written("lr-AdamW/pg2", 100), Written("train_loss_step", 100),
      Written("train_loss_epoch", 12),
      Written("val_loss", 12), Written("grad_2.0_norm_total", 100), Written("grad_2.0_norm/a", 100),
    ]
    #expect(
      names(written)
        == Choice(
          "val_loss", "train_loss_epoch", lr: "lr-AdamW", norm: "grad_2.0_norm_total",
          epoch: "epoch"))
    let loaders = [
      Written("val_loss/dataloader_idx_0", 12), Written("val_loss/dataloader_idx_1", 12),
      Written("train_loss", 100),
    ]
    #expect(names(loaders) == Choice("val_loss/dataloader_idx_0", "train_loss"))
    #expect(choose(loaders).otherValidation == [1])
  }

  @Test("Keras: epoch_loss of the validation directory with that of the train directory")
  func keras() {
    let written: [Written] = [
      Written("batch_loss", 300, in: "train", .train),
      Written("epoch_loss", 15, in: "train", .train),
      Written("epoch_learning_rate", 15, in: "train", .train),
      Written("epoch_accuracy", 15, in: "train", .train),
      Written("evaluation_loss_vs_iterations", 15, in: "validation", .validation),
      Written("epoch_accuracy", 15, in: "validation", .validation),
      Written("epoch_loss", 15, in: "validation", .validation),
    ]
    #expect(
      names(written)
        == Choice("validation/epoch_loss", "train/epoch_loss", lr: "train/epoch_learning_rate"))
  }

  @Test("TensorFlow's estimators and object detection: the same tag below eval and above it")
  func estimator() {
    let written = [
      Written("Loss/classification_loss"), Written("Loss/total_loss"), Written("learning_rate"),
      Written("Loss/classification_loss", 10, in: "eval", .validation),
      Written("Loss/total_loss", 10, in: "eval", .validation),
    ]
    #expect(
      names(written) == Choice("eval/Loss/total_loss", "Loss/total_loss", lr: "learning_rate"))
  }

  @Test("torchtitan: validation_metrics/loss with the global average")
  func torchtitan() {
    let written = [
      Written("loss_metrics/global_max_loss"), Written("loss_metrics/global_avg_loss"),
      Written("validation_metrics/loss", 10), Written("lr/AdamW/0"), Written("grad_norm"),
      Written("n_tokens_seen"),
    ]
    #expect(
      names(written)
        == Choice(
          "validation_metrics/loss", "loss_metrics/global_avg_loss", lr: "lr/AdamW/0",
          norm: "grad_norm"))
  }

  @Test("Megatron-LM: lm loss validation with lm loss, and nothing that counts samples")
  func megatron() {
    let written = [
      Written("lm loss vs samples"), Written("lm loss"), Written("learning-rate vs samples"),
      Written("learning-rate"), Written("grad-norm"), Written("grad-norm vs samples"),
      Written("lm loss validation vs samples", 10), Written("lm loss validation ppl", 10),
      Written("lm loss validation", 10), Written("batch-size"), Written("iteration-time"),
    ]
    #expect(
      names(written)
        == Choice("lm loss validation", "lm loss", lr: "learning-rate", norm: "grad-norm"))
  }

  @Test("DeepSpeed's monitor: the train loss over samples, there being no other")
  func deepSpeed() {
    let written = [Written("Train/Samples/train_loss"), Written("Train/Samples/lr")]
    #expect(names(written) == Choice("Train/Samples/train_loss", lr: "Train/Samples/lr"))
  }

  @Test("fairseq: loss of valid with that of train")
  func fairseq() {
    let written = [
      Written("loss", 500, in: "train_inner", .train),
      Written("gnorm", 500, in: "train_inner", .train),
      Written("lr", 500, in: "train_inner", .train), Written("loss", 10, in: "train", .train),
      Written("loss", 10, in: "valid", .validation), Written("ppl", 10, in: "valid", .validation),
    ]
    let choice = names(written)
    #expect(choice.metric == "valid/loss" && choice.learningRate == "train_inner/lr")
    #expect(choice.paired == "train_inner/loss" || choice.paired == "train/loss")
    #expect(choice.gradientNorm == "train_inner/gnorm")
  }

  @Test("torchtune: val_loss with loss")
  func torchtune() {
    #expect(
      names([Written("loss"), Written("val_loss", 10), Written("lr"), Written("grad_norm")])
        == Choice("val_loss", "loss", lr: "lr", norm: "grad_norm"))
  }

  @Test("verl: val/loss when fine-tuning, the score when there is one")
  func verl() {
    #expect(
      names([Written("train/loss"), Written("train/lr"), Written("val/loss", 10)])
        == Choice("val/loss", "train/loss", lr: "train/lr"))
    let choice = names([
      Written("actor/pg_loss"), Written("actor/lr"), Written("actor/grad_norm"),
      Written("critic/score/mean"), Written("critic/score/max"), Written("critic/rewards/mean"),
    ])
    #expect(
      choice
        == Choice("critic/score/mean", nil, .max, lr: "actor/lr", norm: "actor/grad_norm"))
  }

  @Test("stable-baselines3 and others of its kind: the reward, evaluated where it is")
  func reinforcement() {
    let written = [
      Written("rollout/ep_len_mean"), Written("rollout/ep_rew_mean"), Written("time/fps"),
      Written("train/loss"), Written("train/value_loss"), Written("train/learning_rate"),
    ]
    #expect(
      names(written) == Choice("rollout/ep_rew_mean", nil, .max, lr: "train/learning_rate"))
    #expect(
      names(written + [Written("eval/mean_reward", 20)])
        == Choice(
          "eval/mean_reward", "rollout/ep_rew_mean", .max, lr: "train/learning_rate"))
    #expect(
      names([Written("Losses/Value Loss"), Written("Environment/Cumulative Reward")]).metric
        == "Environment/Cumulative Reward")
    #expect(
      names([Written("losses/value_loss"), Written("charts/episodic_return")]).metric
        == "charts/episodic_return")
  }

  @Test("YOLO: the first validation loss with its train twin, the others beside it")
  func yolo() {
    let written: [Written] = [
      Written("train/box_loss"), Written("train/cls_loss"), Written("train/dfl_loss"),
      Written("metrics/mAP50-95(B)"), Written("val/box_loss"), Written("val/cls_loss"),
      Written("val/dfl_loss"), Written("lr/pg0"), Written("lr/pg1"), Written("lr/pg2"),
    ]
    #expect(names(written) == Choice("val/box_loss", "train/box_loss", lr: "lr/pg0"))
    #expect(choose(written).otherValidation == [5, 6])
    let asked = choose(written, MetricRequest(metric: "metrics/mAP50-95(B)"))
    #expect(asked.direction == .max && asked.directionReason == .name("map50"))
  }

  @Test("MMEngine: what is measured on held-out data, and val/loss where it is logged")
  func mmengine() {
    let written = [
      Written("loss_cls"), Written("loss"), Written("lr"), Written("grad_norm"), Written("epoch"),
      Written("iter"), Written("coco/bbox_mAP", 10),
    ]
    #expect(
      names(written)
        == Choice("coco/bbox_mAP", nil, .max, lr: "lr", norm: "grad_norm", epoch: "epoch"))
    #expect(choose(written).metricIsValidation)
    #expect(names(written + [Written("val/loss", 10)]).paired == "loss")
  }

  @Test("add_scalars: the tag's own key directories, a key of another name aside")
  func addScalars() {
    let written = [
      Written("plain"), Written("loss", in: "loss/très élevé"),
      Written("loss", in: "loss/train", .train),
      Written("loss", in: "loss/val", .validation),
    ]
    #expect(names(written) == Choice("loss/val/loss", "loss/train/loss"))
  }

  @Test("CatBoost: the loss of test with that of learn, whatever it is called")
  func catboost() {
    let written = [
      Written("Logloss", in: "learn", .train), Written("AUC", in: "test", .validation),
      Written("Logloss", in: "test", .validation),
    ]
    #expect(names(written) == Choice("test/Logloss", "learn/Logloss"))
    let quantile = [
      Written("Quantile:alpha=0.5", in: "learn", .train),
      Written("Quantile:alpha=0.5", in: "test", .validation),
    ]
    #expect(choose(quantile).metric == 1 && choose(quantile).paired == 0)
    #expect(choose(quantile).directionReason == .name("quantile"))
  }
}

@Suite("Choosing the series to judge")
struct SeriesChooserTests {
  @Test("What the caller asks for is taken, by tag or with its member, in any case")
  func requests() {
    let written = [
      Written("loss", in: "train", .train), Written("loss", in: "val", .validation), Written("acc"),
    ]
    #expect(names(written, MetricRequest(metric: "LOSS")).metric == "val/loss")
    #expect(names(written, MetricRequest(metric: "train/loss")).metric == "train/loss")
    let chosen = choose(written, MetricRequest(metric: "acc", train: "loss", direction: .min))
    #expect(chosen.reason == .asked && chosen.directionReason == .asked)
    #expect(chosen.direction == .min && chosen.paired != nil)
    #expect(choose(written, MetricRequest(metric: "nothing")).metric == nil)
  }

  @Test("A validation loss of a few points gives way to a long train loss, and that is said")
  func shortValidation() {
    let written = [Written("train/loss", 74), Written("eval/loss", 2)]
    #expect(choose(written).metric == 0)
    #expect(choose(written).reason == .train(validationIsShort: true))
    #expect(choose([Written("train/loss", 6), Written("eval/loss", 2)]).metric == 1)
  }

  @Test("An error measure that names no data is not called a training loss")
  func errorWithoutRole() {
    #expect(choose([Written("metrics/fid")]).reason == .namedMetric)
    #expect(choose([Written("loss")]).reason == .train(validationIsShort: false))
  }

  @Test("An unknown metric gets better the way it went, and that is said")
  func unknownDirection() {
    #expect(choose([Written("zeta", values: (3, 1))]).direction == .min)
    #expect(choose([Written("zeta", values: (1, 3))]).direction == .max)
    #expect(choose([Written("zeta", values: (1, 3))]).directionReason == .trend)
  }

  @Test(
    "Words of a tag say which way is better, the last of them deciding",
    arguments: [
      ("eval/rouge1", Direction.max), ("eval/rougeLsum", .max), ("val_f1", .max),
      ("test/top1_acc", .max), ("val/loss_accuracy", .max), ("eval/wer", .min),
      ("val_RMSE", .min), ("error_rate", .min), ("valLoss", .min),
      ("metrics/precision", .max), ("eval_ppl", .min), ("MultiLogloss", .min),
    ])
  func directions(tag: String, direction: Direction) {
    #expect(choose([Written(tag, values: (1, 1))]).direction == direction)
    if case .name = choose([Written(tag)]).directionReason { return }
    Issue.record("the direction of \(tag) is not taken from its name")
  }

  @Test("The role nearest to the metric counts: train/val_loss is a validation loss")
  func nestedRoles() {
    #expect(names([Written("train/val_loss"), Written("train/loss")]).metric == "train/val_loss")
    #expect(
      names([Written("Loss/train"), Written("Loss/test"), Written("Loss/val")]).metric == "Loss/val"
    )
  }

  @Test("A run without series, or with bookkeeping alone, is judged by nothing")
  func nothing() {
    #expect(choose([]).metric == nil)
    #expect(choose([Written("train/epoch"), Written("lr"), Written("eval/runtime")]).metric == nil)
    #expect(choose([Written("loss", 0)]).metric == nil)
  }

  @Test("For want of a held-out loss an error or an accuracy is judged, if it has points enough")
  func measures() {
    #expect(names([Written("lossG"), Written("lossD"), Written("val_RMSE")]).metric == "val_RMSE")
    #expect(names([Written("eval/accuracy", 9), Written("train/loss")]).metric == "train/loss")
    #expect(names([Written("eval/accuracy", 12), Written("train/loss")]).metric == "eval/accuracy")
    let still = Written("eval/accuracy", 12, values: (0.1, 0.1))
    #expect(names([still, Written("train/loss")]).metric == "train/loss")
    #expect(names([Written("eval/accuracy", 12), Written("x")]).metric == "eval/accuracy")
  }

  @Test("A side of a trade-off, or a part of a mean, stands back behind what people select by")
  func sides() {
    let segmentation = [
      Written("train_loss"), Written("val_hd95", 20), Written("val_mean_dice", 20),
    ]
    #expect(names(segmentation).metric == "val_mean_dice")
    let detection = [
      Written("train/box_loss"), Written("metrics/precision(B)"), Written("metrics/recall(B)"),
      Written("metrics/mAP50(B)"), Written("metrics/mAP50-95(B)"),
    ]
    #expect(names(detection) == Choice("metrics/mAP50-95(B)", nil, .max))
    // Without a known word, a measure as dense as the loss is one of training.
    #expect(names([Written("loss"), Written("accuracy")]).metric == "loss")
  }
}
