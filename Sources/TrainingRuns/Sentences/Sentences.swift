package import Convergence
package import TextFormats

/// The sentences about a run; every number in them is found in its judgement.
package struct Sentences {
  let metric: String
  let paired: String
  /// The training series, which is the judged one where nothing is paired with it.
  let trainName: String
  let judgement: Judgement
  let numbers: ReadableNumbers

  package init(_ judgement: Judgement, metric: MetricChoice?, numbers: ReadableNumbers) {
    self.judgement = judgement
    self.metric = metric?.name ?? "the series"
    paired = metric?.paired ?? "the training series"
    trainName = metric?.paired ?? metric?.name ?? "the training series"
    self.numbers = numbers
  }

  /// Why the verdict is what it is, and what speaks against it.
  package var reason: String { verdictReason + disagreements }

  private var verdictReason: String {
    switch judgement.reason {
    case .tooFewPoints(let finite, let needed):
      "\(metric) has \(counted(finite, "finite point")); a verdict needs \(needed)."
    case .endsNonFinite(let since, let count, let points, let inTrain):
      "\(inTrain ? trainName : metric) became NaN or infinite at step \(step(since)) and stayed so "
        + "(\(step(Int64(count))) of \(counted(points, "point")))."
    case .neverFinite(let points):
      "\(metric) was never finite: \(counted(points, "point")), all NaN or infinite."
    case .zeroLoss(let since, _):
      "\(metric) has been exactly 0 since step \(step(since)) while the gradient norm is not "
        + "finite: the numbers broke down there."
    case .gradientNotFinite(let since, _):
      "The gradient norm has not been finite since step \(step(since))."
    case .gaveBackProgress(let best, let now, let share, let since, let inTrain):
      "\(inTrain ? trainName : metric) gave back \(numbers.percent(share)) of its progress after step \(step(since)) "
        + "(\(change(best, now))) and did not return."
    case .leftItsStart(let start, let now, _, let inTrain):
      "\(inTrain ? trainName : metric) never got better and now lies beyond where it began (\(change(start, now)))."
    case .validationWorsened(let best, let now, let since):
      "\(metric) is \(relative(best, now)) worse than its best level at step \(step(since)) "
        + "(\(change(best, now))); there is no training series beside it."
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
    case .gainToCome(let recent, let expected, let needed):
      gainToCome(recent: recent, expected: expected, needed: needed)
    case .flat(let expected, let needed, let since):
      "\(metric) is flat since step \(step(since)): another 50 % of the steps should bring "
        + "\(value(max(0, expected))), below the \(value(needed)) that is worth having or visible."
    case .flatAtHighLearningRate(let share, let since):
      "\(metric) is flat since step \(step(since)), but the learning rate is still "
        + "\(numbers.percent(share)) of its peak: one in three such runs gets better again."
    case .neverLearned(let start, let now, let classes):
      neverLearned(start: start, now: now, classes: classes)
    case .noiseHides(let noise, let hidden):
      "The noise of \(metric) (standard deviation \(value(noise))) hides any change smaller "
        + "than \(value(hidden))."
    case .opposingLosses(let first, let second):
      "\(first) and \(second) are two adversarial losses: neither tells how well the training goes."
    }
  }

  private func gainToCome(recent: Double, expected: Double, needed: Double) -> String {
    let times = numbers.unicode ? "×" : "x"
    let factor = needed > 0 ? numbers.value(expected / needed, digits: 2) : ""
    let matters = needed > 0 ? ", \(factor) \(times) what matters (\(value(needed)))" : ""
    return "\(metric) still gets better: the last third of the run gained \(value(recent)); "
      + "another 50 % of the steps should bring about \(value(expected))\(matters)."
  }

  private func neverLearned(start: Double, now: Double, classes: Int?) -> String {
    let hint =
      classes.map { " That is close to ln(\($0)), the loss of guessing among \($0) classes." }
    return "\(metric) is flat and has hardly moved since the start (\(change(start, now)))."
      + (hint ?? "")
  }

  // MARK: Pieces

  package func step(_ step: Int64) -> String { numbers.integer(step) }

  package func value(_ value: Double) -> String { numbers.value(value) }

  func counted(_ count: Int, _ noun: String) -> String {
    "\(numbers.integer(Int64(count))) \(noun)\(count == 1 ? "" : "s")"
  }

  private func change(_ from: Double, _ to: Double) -> String {
    "\(value(from)) \(numbers.unicode ? "→" : "->") \(value(to))"
  }

  private func relative(_ from: Double, _ to: Double) -> String {
    let difference = abs(to - from)
    guard from != 0, from.isFinite, to.isFinite else { return value(difference) }
    return "\(value(difference)) (\(numbers.percent(difference / abs(from))))"
  }
}
