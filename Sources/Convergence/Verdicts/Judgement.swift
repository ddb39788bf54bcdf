public import Scalars

/// A run's verdict with everything behind it; every number that a report prints is found here.
public struct Judgement: Sendable, Hashable {
  /// The verdict.
  public var verdict: Verdict
  /// Why, as facts.
  public var reason: Reason
  /// Whether the verdict rests on fewer than ten finite points and may well change.
  public var isProvisional = false
  /// How sure the verdict is, 0 to 1, as measured on benchmark runs with similar evidence.
  public var confidence = 0.0
  /// The probability that 50 % more steps bring a gain that is both worth having and visible.
  public var probabilityImproving: Double?
  /// Which way is better.
  public var direction: Direction
  /// Whether the judged series was measured on data the model is not trained on.
  public var judgedIsValidation = false
  /// Whether the training series was judged because the validation series is broken.
  public var isOfTrain = false
  /// How many points the judged series has, non-finite ones included.
  public var points = 0
  /// How many epoch ends were judged, if the series is a mean that restarts with each epoch.
  public var epochs: Int?
  /// Where the judged series was not finite.
  public var nonFinite = NonFiniteSummary()

  /// The best single value, and the first step that had it.
  ///
  /// Of a training loss whose single values are luck, the best level; of a series that is broken
  /// from some step on, the best before.
  public var best: Extreme?
  /// Whether `best` is a level, and its step the last one of that level's window.
  public var bestIsLevel = false
  /// The steps whose level is as good as the best one, within the noise or the worthwhile gain.
  public var equivalentSteps: ClosedRange<Int64>?
  /// The point pushed first.
  public var first: Point?
  /// The point pushed last.
  public var last: Point?
  /// Lowest and highest step.
  public var steps: ClosedRange<Int64>?
  /// Seconds from the first point to the last; `nil` where wall times are missing.
  public var wallSeconds: Double?

  /// The level now: the mean over the last 10 % of the steps.
  public var level: Double?
  /// The best level of the run so far, and the last step of its window.
  public var bestLevel: Extreme?
  /// The level at the start: the mean over the first 5 % of the blocks.
  public var startLevel: Double?
  /// The levels of the training series at the best level's step and now, if there is one.
  public var train: TrainChange?
  /// The results of the further validation series, in the order in which they were given.
  public var otherValidation: [OtherValidation] = []
  /// The learning rate's state, if a rate is logged.
  public var learningRate: LearningRateState?
  /// What is wrong with the learning rate, if the curve shows it.
  public var rateFault: RateFault?

  /// The step at which the verdict's cause began: the last good step of an overfitting run; for a
  /// diverged run, the step at which it left its level or was first non-finite.
  public var onsetStep: Int64?
  /// The first step whose level is as good as the final best and stays so; only for flat runs.
  public var convergedSince: Int64?
  /// Steps spent since `convergedSince` or `onsetStep`.
  public var stepsSince: Int64?
  /// Wall time spent since then, in seconds.
  public var wallSecondsSince: Double?

  /// Robust standard deviation of the blocks of the last half around their trend.
  public var noise: Double?
  /// The standard error of a difference of two levels.
  public var standardError: Double?
  /// The loss scale: the best level's magnitude, or 5 % of the total drop if that is larger.
  public var scale: Double?
  /// The smallest gain that is worth having.
  public var worthwhileGain: Double?
  /// The smallest gain that the noise lets one see.
  public var detectableGain: Double?
  /// The gain from the level now to the forecast's; positive is better, in either direction.
  public var expectedGain: Double?
  /// The expected gain divided by the gain that counts, √(worthwhile² + detectable²); above 1 is
  /// improving.
  public var ratio: Double?
  /// The level to come.
  public var forecast: Forecast?
  /// What to do about the run.
  public var stopAdvice: StopAdvice = .goOn
  /// Remarks that are no verdict.
  public var flags: [Flag] = []
  /// The numbers behind the verdict, in the order in which they were weighed.
  public var evidence: [Evidence] = []

  /// Creates a judgement with only a verdict and its reason.
  public init(verdict: Verdict, reason: Reason, direction: Direction) {
    self.verdict = verdict
    self.reason = reason
    self.direction = direction
  }
}

extension Judgement {
  /// How far into the run a step lies, from 0 to 1; nil for a step outside it, and for a run of one
  /// step.
  ///
  /// Each point stands for the steps since the point before it; so does the first point.
  public func share(ofStep step: Int64) -> Double? {
    guard let steps, steps.lowerBound < steps.upperBound, steps.contains(step) else { return nil }
    let first = Double(steps.lowerBound)
    let span = Double(steps.upperBound) - first
    let lead = span / Double(max(1, points - 1))
    return (Double(step) - first + lead) / (span + lead)
  }
}

/// The level at a later step.
public struct Forecast: Sendable, Hashable {
  /// How many steps ahead that is, as a share of the steps taken.
  public var share: Double
  /// Whether the forecast is for the planned last step of the run.
  public var isForEnd: Bool
  /// The step of the forecast.
  public var atStep: Int64
  /// The expected level.
  public var value: Double
  /// The lower end of the 80 % range.
  public var low: Double
  /// The upper end of the 80 % range.
  public var high: Double
}

/// A named number of the evidence.
public struct Evidence: Sendable, Hashable {
  /// What the number is, in kebab case, such as `gain-of-last-third`.
  public var name: String
  /// The number, in the unit that its name implies.
  public var value: Double
  /// The number as a step, if it is one: a `Double` cannot hold all steps exactly.
  public var step: Int64?

  /// Creates a piece of evidence.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }

  /// Creates a piece of evidence that is a step.
  public init(_ name: String, step: Int64) {
    self.init(name, Double(step))
    self.step = step
  }
}
