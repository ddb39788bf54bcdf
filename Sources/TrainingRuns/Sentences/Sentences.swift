package import Convergence
import Scalars
package import TextFormats

/// The sentences about a run; every number in them is found in its judgement.
package struct Sentences {
  let metric: String
  let paired: String
  /// The training series; the judged one if nothing is paired with it.
  let trainName: String
  /// The validation series that was to be judged, if it is broken.
  let brokenName: String
  let learningRateName: String
  let judgement: Judgement
  let numbers: ReadableNumbers
  let progress: RunProgress

  package init(
    _ judgement: Judgement, metric: MetricChoice?, numbers: ReadableNumbers,
    progress: RunProgress = RunProgress()
  ) {
    self.judgement = judgement
    self.progress = progress
    self.metric = metric?.name ?? "the series"
    paired = metric?.paired ?? "the training series"
    trainName = metric?.paired ?? metric?.name ?? "the training series"
    brokenName = metric?.broken ?? "the validation series"
    learningRateName = metric?.learningRate ?? "the learning rate"
    self.numbers = numbers
  }

  /// The reason for the verdict, and what speaks against it.
  package var reason: String { verdictReason + disagreements }

  private var verdictReason: String {
    switch judgement.reason {
    case .tooFewPoints(let finite, let needed) where finite >= needed:
      "\(metric) has \(counted(finite, noun)), but at too few different steps (--overlap append "
        + "numbers such points)."
    case .tooFewPoints(let finite, let needed):
      "\(metric) has \(counted(finite, noun)); a verdict needs \(needed)."
    case .endsNonFinite(let since, let count, let points, let inTrain):
      "\(inTrain ? trainName : metric) became NaN or infinite at step \(step(since)) and stayed so "
        + "(\(step(Int64(count))) of \(counted(points, "point")))."
    case .oftenNonFinite(let since, let count, let points, let inTrain):
      "\(inTrain ? trainName : metric) was NaN or infinite at \(step(Int64(count))) of "
        + "\(counted(points, "point")), first at step \(step(since))."
    case .neverFinite(let points, let inTrain):
      "\(inTrain ? trainName : metric) was never finite: \(counted(points, "point")), all NaN or infinite."
    case .zeroLoss(let since, _):
      "\(metric) has been exactly 0 since step \(step(since)) while the gradient norm is not "
        + "finite: the numbers broke down there."
    case .gradientNotFinite(let since, _):
      "The gradient norm has not been finite since step \(step(since))."
    case .gaveBackProgress(let best, let now, let share, let since, let inTrain):
      "\(inTrain ? trainName : metric) gave back \(numbers.percent(share)) of its progress after step \(step(since)) "
        + "(\(change(best, now))) and did not return."
    case .exploded(let start, let now, let since, let inTrain):
      "\(inTrain ? trainName : metric) exploded after step \(step(since)): it is at more than ten "
        + "times its start (\(change(start, now)))."
    case .leftItsStart(let start, let now, _, let inTrain):
      "\(inTrain ? trainName : metric) made no progress beyond its noise and then moved far away from its "
        + "start (\(change(start, now)))."
    case .worsened(let best, let now, let since):
      "\(metric) is \(relative(best, now)) worse than its best level at step \(step(since)) "
        + "(\(change(best, now))), and is not on its way back."
    case .validationWorsened(let best, let now, let since):
      "\(metric) is \(relative(best, now)) worse than its best level at step \(step(since)) "
        + "(\(change(best, now))); no training series is paired with it."
    case .validationWorsenedWhileTrainImproved(
      let best, let now, let since, let trainAtBest, let trainNow):
      "\(metric) is \(relative(best, now)) worse than its best level at step \(step(since)) "
        + "(\(change(best, now))), while \(paired) went on getting better "
        + "(\(change(trainAtBest, trainNow)))."
    case .validationWorsenedWhileTrainStood(
      let best, let now, let since, let trainAtBest, let trainNow):
      "\(metric) is \(relative(best, now)) worse than its best level at step \(step(since)) "
        + "(\(change(best, now))), while \(paired) hardly changed "
        + "(\(change(trainAtBest, trainNow)))."
    case .gainToCome(let before, let now, let since, let needed):
      stillBetter(before: before, now: now, since: since)
        + expectation(needed, "worth having and visible")
    case .flat(let needed, let since):
      "\(metric) is flat since step \(step(since))"
        + expectation(needed, "worth having and visible")
    case .flatAtHighLearningRate(let share, let since):
      "\(metric) is flat since step \(step(since)), but the learning rate is still "
        + "\(numbers.percent(share)) of its peak: one in ten such runs gets better again within half of "
        + "its steps."
    case .stuckAtHighRate(let start, let now, let rate, let since, let classes):
      "\(metric) is flat since step \(step(since)) after little progress (\(change(start, now))), "
        + "at a learning rate of \(setting(rate)) that has never fallen.\(guessing(classes))"
    case .neverLearned(let start, let now, let classes):
      "\(metric) is flat and has hardly moved since the start (\(change(start, now)))."
        + guessing(classes)
    case .startWithinNoise(let start, let now, let error):
      "\(metric) is flat, and its change since the start (\(change(start, now))) is less than "
        + "five times its standard error (\(value(error)))."
    case .flatInFirstEpoch(let epoch):
      "\(metric) has hardly changed lately, but its first epoch is not over "
        + "(epoch \(setting(epoch))): too early to call it flat."
    case .flatInWarmUp(let peak):
      "\(metric) has hardly changed lately, but the learning rate has only just been raised "
        + "(its peak is at step \(step(peak))): too early to call it flat."
    case .notYetStarted(let finite, let needed):
      "\(metric) has not left its start yet, at \(counted(finite, noun)); it takes "
        + "\(step(Int64(needed))) to say whether it learns."
    case .noiseHides(let noise, let hidden):
      "The noise of \(metric) (standard deviation \(value(noise))) hides any change smaller "
        + "than \(value(hidden))."
    case .fallsAtEpochEnds(let share, let boundaries):
      "\(metric) gets better only where an epoch ends: \(numbers.percent(share)) of its fall after the first "
        + "epoch came at \(counted(boundaries, "such end")). That may be memorizing as well as progress; only "
        + "validation can show which."
    case .opposingLosses(let first, let second):
      "\(first) and \(second) are two adversarial losses: neither shows how well the training goes."
    case .recognised(let observation): text(observation.sentence)
    }
  }

  /// The recent gain, if there was one.
  private func stillBetter(before: Double, now: Double, since: Int64) -> String {
    let gain = judgement.direction == .min ? before - now : now - before
    guard gain > 0 else { return "\(metric) should get better again, by its gains so far" }
    return "\(metric) still gets better, by \(value(gain)) since step \(step(since))"
  }

  /// Explains why verdict and forecast differ: the forecast is the fitted curve, the verdict also
  /// weighs past gains.
  private func contradiction(_ gain: Double, _ needed: Double) -> String {
    switch judgement.verdict {
    case .improving where gain < needed:
      "; the fitted curve promises less than that, but the gains so far promise more"
    case .converged where gain > needed: ", but the gains so far promise less"
    default: ""
    }
  }

  /// The forecast's gain with its range, and the gain that would be worth having.
  private func expectation(_ needed: Double, _ what: String) -> String {
    guard let forecast = judgement.forecast, let level = judgement.level else { return "." }
    let steps =
      forecast.isForEnd
      ? "the steps up to \(step(forecast.atStep))"
      : "another \(numbers.value(100 * forecast.share, digits: 3, trimmed: true)) % of the steps"
    let gains = [forecast.low, forecast.value, forecast.high].map {
      judgement.direction == .min ? level - $0 : $0 - level
    }.sorted()
    let gain = gains[1] > 0 ? value(gains[1]) : "nothing"
    return ": \(steps) should bring \(gain) (\(value(gains[0])) to \(value(gains[2]))); "
      + "\(value(needed)) would be \(what)\(contradiction(gains[1], needed))."
  }

  private func guessing(_ classes: Int?) -> String {
    classes.map { " That is close to ln(\($0)), the loss of guessing among \($0) classes." } ?? ""
  }

  // MARK: Pieces

  /// What one point of the judged series is called.
  private var noun: String { judgement.epochs == nil ? "finite point" : "full epoch" }

  package func step(_ step: Int64) -> String { numbers.integer(step) }

  package func value(_ value: Double) -> String { numbers.value(value) }

  /// A number that was set rather than measured, without trailing zeros.
  func setting(_ value: Double) -> String { numbers.value(value, trimmed: true) }

  func counted(_ count: Int, _ noun: String) -> String {
    numbers.counted(count, noun)
  }

  func change(_ from: Double, _ to: Double) -> String {
    "\(value(from)) \(numbers.unicode ? "→" : "->") \(value(to))"
  }

  func relative(_ from: Double, _ to: Double) -> String {
    let difference = abs(to - from)
    // For a rise by a thousand per cent or more, the two values say more than a percentage.
    guard from != 0, from.isFinite, to.isFinite, difference <= 10 * abs(from) else {
      return value(difference)
    }
    return "\(value(difference)) (\(numbers.percent(difference / abs(from))))"
  }
}
