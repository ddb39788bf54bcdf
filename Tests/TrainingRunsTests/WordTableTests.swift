import LogDirectories
import Scalars
import Testing

@testable import TrainingRuns

@Suite("What the words of a tag say")
struct WordTableTests {
  private static let validation = [
    "ValLoss", "EvalStats/avg_loss", "valloss", "held_out_loss", "devset/loss", "loss_va",
    "2_val/loss",
    "out_of_sample_loss", "cv_loss", "holdout_loss", "validate/loss", "testing/loss", "oos/loss",
    "crossval.loss", "te/loss", "teloss", "Val/TotalLoss", "inference/nll", "vali_mse",
    "evaluate/loss", "validator/loss", "Evaluator/nll", "loss/検証",
  ]
  private static let train = [
    "TrainLoss", "TrainIterStats/loss", "trainloss", "1_train/loss", "loss_tr", "in_sample_loss",
    "reduced_train_loss", "training_loss", "trainset/loss", "tra_loss", "trloss", "loss/学習",
  ]
  private static let rising = [
    "eval/pass@1", "eval/hit@10", "val/PCKh", "val_f1score", "top1", "val/mAP50-95", "val/IoU",
    "AverageReturn", "AverageEpRet", "eval/exact_match", "val/c_index", "eval/cosine_spearman",
    "val/explained_variance", "eval/win_rate", "val/log_likelihood", "val/si_sdr",
    "rollout/success_rate", "val_tpr@fpr=1e-3", "top-1-acc", "fold_1_acc", "1_train/acc",
    "EVAL/HMEAN", "icdar/hmean", "neg_acc", "val/neg_similarity", "neg_mse", "neg_log_perplexity",
    "a-elbo",
  ]
  private static let falling = [
    "val/negative_log_likelihood", "val/abs_rel", "val/minADE", "val/hd95", "val/err_top1",
    "val/brier_score", "val/ChamferDistance", "val/MPJPE", "val/word_error_rate", "val/l2", "FID",
    "val/false_positive_rate", "val/mean_rank", "val/cross_entropy", "KLLoss", "eval/perplexity",
    "1-ssim", "val/1-f1", "1 - acc", "val/1_minus_ssim", "one_minus_dice", "val/dssim",
    "neg_reward",
    "dist_to_goal", "1-IoU", "-elbo", "train/-ELBO", "val/-loglik", "neg_psnr", "minus_reward",
    "val/neg_ll", "inv_acc", "val/inverse_accuracy", "val/neg_log_lik", "val_acc_mean_pos",
    "inverse_loss", "inv_rmse",
  ]

  @Test("A role is found in every usual way to write it")
  func roles() {
    for tag in Self.validation { #expect(TagWords(tag).role == .validation, "\(tag)") }
    for tag in Self.train { #expect(TagWords(tag).role == .train, "\(tag)") }
    for tag in ["loss", "learning_rate", "PolicyLoss", "epoch/loss"] {
      #expect(TagWords(tag).role == nil, "\(tag)")
    }
  }

  @Test("A metric's name tells which way is better")
  func directions() {
    for tag in Self.rising { #expect(TagNameFacts.of(tag).direction == .max, "\(tag)") }
    for tag in Self.falling { #expect(TagNameFacts.of(tag).direction == .min, "\(tag)") }
    #expect(TagNameFacts.of("val/foo").direction == nil)
  }

  private func chosen(_ tags: [(String, Int)]) -> (metric: String?, paired: String?) {
    let series = tags.map { RunSeries(tag: $0.0) }
    let statistics = tags.map { tag in
      var statistics = SeriesStatistics()
      for step in 0..<tag.1 {
        statistics.add(Point(step: Int64(step), wallTime: Double(step), value: 1))
      }
      return statistics
    }
    let choice = JudgedSeries.choose(series, statistics)
    return (choice.metric.map { tags[$0].0 }, choice.paired.map { tags[$0].0 })
  }

  @Test("A train loss whose name has one word more is the twin, if it is the only one")
  func longerTwin() {
    let one = chosen([("train/ce_loss", 60), ("val/loss", 60)])
    #expect(one.metric == "val/loss")
    #expect(one.paired == "train/ce_loss")
    #expect(chosen([("train/ce_loss", 60), ("train/kl_loss", 60), ("val/loss", 60)]).paired == nil)
  }

  @Test("Words that mean training and held-out data only in pairs are roles in pairs only")
  func pairedWords() {
    let pairs = [
      ("t_loss", "v_loss"), ("tloss", "vloss"), ("loss/t", "loss/v"), ("seen/loss", "unseen/loss"),
      ("validation_0-logloss", "validation_1-logloss"), ("tr/loss", "te/loss"),
      ("in_loss", "out_loss"), ("env0_in_acc", "env0_out_acc"), ("loss/A_train", "loss/B_val"),
      ("trainer/loss", "validator/loss"),
    ]
    for (train, validation) in pairs {
      let choice = chosen([(train, 60), (validation, 60)])
      #expect(choice.metric == validation && choice.paired == train, "\(train): \(choice)")
    }
    // Alone, or in the log of an agent, a letter means something else.
    #expect(chosen([("v_loss", 60), ("loss", 60)]).metric == "loss")
    #expect(chosen([("t_loss", 60), ("v_loss", 60), ("pi_loss", 60)]).paired == nil)
    // Parameters are no measures, whatever their layers are called.
    #expect(chosen([("in_proj/bias", 60), ("out_proj/bias", 60), ("loss", 60)]).metric == "loss")
    // Validation sets that are numbered beside a training loss.
    let numbered = chosen([
      ("train/logloss", 60), ("validation_0-logloss", 60), ("validation_1-logloss", 60),
    ])
    #expect(numbered.metric == "validation_0-logloss" && numbered.paired == "train/logloss")
    #expect(
      chosen([("val_seen/loss", 60), ("val_unseen/loss", 60), ("loss", 60)]).paired == "loss")
  }

  @Test("A return is judged rather than a policy's loss")
  func returns() {
    #expect(
      chosen([("trainer/Policy_Loss", 60), ("Evaluation/AverageReturn", 60)]).metric
        == "Evaluation/AverageReturn")
    #expect(chosen([("LossPi", 60), ("AverageEpRet", 60)]).metric == "AverageEpRet")
  }

  @Test("A weight of the loss has its word, and no word of a layer, a statistic or an optimizer")
  func weights() {
    let weights = [
      "kl_weight", "train/beta", "lambda_gp", "curriculum/stage", "model/kl_beta",
      "decoder/teacher_forcing_ratio", "env/difficulty", "train/gumbel_temperature",
      "loss_weights/adv", "loss_coefs/aux",
    ]
    for tag in weights {
      #expect(TagNameFacts.of(tag).isWeight, "\(tag)")
    }
    let others = [
      "conv1.weight/grad", "weight_norm", "weight_decay", "adam/beta", "layer/alpha",
      "layer1/alpha", "blocks.3.gamma", "encoder.layers.0.attn.gamma", "model/logit_temperature",
      "optim/beta2", "prelu2/alpha", "bn1.weight",
    ]
    for tag in others {
      #expect(!TagNameFacts.of(tag).isWeight, "\(tag)")
    }
  }

  @Test("What one of the compared answers gets is watched; the margin between them is a measure")
  func margins() {
    for tag in ["logps/chosen", "logits/rejected", "rewards/chosen"] {
      #expect(TagNameFacts.of(tag).kind == .inner, "\(tag)")
    }
    for tag in ["logps/margins", "logits/margin", "margin/chosen_rejected", "rewards/margins"] {
      #expect(TagNameFacts.of(tag).kind == .metric, "\(tag)")
    }
  }

  @Test("A reward model is judged by its loss, a preference training by its margins")
  func comparedAnswers() {
    let model = chosen([
      ("train/loss", 60), ("train/chosen_reward", 60), ("train/reject_reward", 60),
      ("eval/eval_loss", 20), ("eval/reward_mean", 20),
    ])
    #expect(model.metric == "eval/eval_loss")
    let preference = chosen([
      ("train/loss", 60), ("train/rewards/chosen", 60), ("train/rewards/rejected", 60),
      ("train/rewards/margins", 60),
    ])
    #expect(preference.metric == "train/rewards/margins")
  }

  @Test("Beside two losses that oppose each other a measure of quality is judged")
  func adversaries() {
    #expect(chosen([("Loss/D", 60), ("Loss/G", 60), ("D_x", 60), ("FID", 60)]).metric == "FID")
    let vocoder = [
      ("training/gen_loss_total", 60), ("training/disc_loss_total", 60),
      ("training/mel_spec_error", 60), ("validation/mel_spec_error", 60),
    ]
    #expect(chosen(vocoder).metric == "validation/mel_spec_error")
    let coder = [
      ("train/aeloss", 60), ("train/discloss", 60), ("train/rec_loss", 60), ("val/rec_loss", 60),
    ]
    #expect(chosen(coder).metric == "val/rec_loss")
    #expect(chosen([("loss_D", 60), ("loss_G", 60), ("val_RMSE", 60)]).metric == "val_RMSE")
  }

  @Test("Two losses that oppose each other tell nothing by themselves, and are named")
  func adversariesAlone() {
    let logs: [[String]] = [
      ["Loss/D", "Loss/G", "D_x", "D_G_z1", "D_G_z2"], ["d_loss", "g_loss"], ["lossD", "lossG"],
      ["errD", "errG", "lr"], ["loss/discriminator", "loss/generator"], ["D_A", "G_A", "cycle_A"],
      ["gen_loss", "disc_loss", "loss"], ["train/critic_loss", "train/generator_loss"],
      ["loss_netD", "loss_netG"], ["G_GAN", "D_real", "D_fake", "loss_G", "loss_D"],
      ["train/dis_loss", "train/gen_loss", "train/adv_loss"],
    ]
    for tags in logs {
      let choice = choose(tags.map { Written($0) })
      #expect(choice.metric == nil && choice.opposing.count == 2, "\(tags)")
    }
    let actor = ["losses/actor_loss", "losses/critic_loss", "losses/entropy"]
    #expect(choose(actor.map { Written($0) }).metric != nil)
    #expect(choose(["val/d_loss", "val/loss", "train/loss"].map { Written($0) }).metric == 1)
  }

  @Test("In play against oneself the rating is judged before the reward")
  func ratings() {
    #expect(
      chosen([("Environment/Cumulative Reward", 60), ("Self-play/ELO", 60)]).metric
        == "Self-play/ELO")
    #expect(
      chosen([("val/rating_rmse", 60), ("train/rating_rmse", 60)]).metric == "val/rating_rmse")
  }

  @Test("A reward model is judged by eval/loss, else by accuracy, else by margins")
  func rewardModels() {
    let train = ["train/loss", "train/accuracy", "train/margin", "train/mean_reward"]
    let evaluation = ["eval/loss", "eval/accuracy", "eval/margin", "eval/mean_reward"]
    func metric(_ tags: [String]) -> String? { chosen(tags.map { ($0, 60) }).metric }
    #expect(metric(train + evaluation) == "eval/loss")
    #expect(metric(train) == "train/accuracy")
    #expect(metric(train + evaluation.dropFirst()) == "eval/accuracy")
    #expect(metric(["train/loss", "train/margin", "train/mean_reward"]) == "train/margin")
    #expect(metric(["train/loss", "train/acc", "train/chosen_reward"]) == "train/acc")
  }

  @Test("A policy trained on preferences is judged by its margins, else by its accuracies")
  func preferences() {
    let tags = ["loss", "logps/chosen", "logps/rejected", "rewards/chosen", "rewards/rejected"]
    func metric(_ more: [String]) -> String? {
      chosen((tags + more).map { ("train/" + $0, 60) }).metric
    }
    #expect(metric(["rewards/margins", "rewards/accuracies"]) == "train/rewards/margins")
    #expect(metric(["rewards/accuracies"]) == "train/rewards/accuracies")
  }

  @Test(
    "Of an agent's losses none is taken for the reward, and a part of them only for want of others")
  func agents() {
    #expect(
      chosen([("losses/value_loss", 60), ("charts/episodic_return", 60)]).metric
        == "charts/episodic_return")
    #expect(
      chosen([("train/policy_loss", 60), ("train/recon_loss", 60)]).metric
        == "train/recon_loss")
  }
}
