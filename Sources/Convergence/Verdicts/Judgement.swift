public import Scalars

/// A run's verdict with everything behind it; every number a report prints is found here.
public struct Judgement: Sendable, Hashable {
  /// The verdict.
  public var verdict: Verdict
  /// Why, as facts.
  public var reason: Reason
  /// Whether the verdict rests on fewer than ten finite points and may well change.
  public var isProvisional = false
  /// How sure the verdict is, 0 to 1, as measured on benchmark runs of like evidence.
  public var confidence = 0.0
  /// The probability that another half of the steps taken brings a gain worth having and visible.
  public var probabilityImproving: Double?
  /// Which way is better.
  public var direction: Direction
  /// Whether the judged series was measured on data the model is not trained on.
  public var judgedIsValidation = false
  /// Whether the training series was judged because the chosen series is broken.
  public var isOfTrain = false
  /// How many points the judged series has, non-finite ones included.
  public var points = 0
  /// How many epochs' ends were judged, where the series is a mean that restarts with each.
  public var epochs: Int?
  /// Where the judged series was not finite.
  public var nonFinite = NonFiniteSummary()

  /// The best single value, and the first step that had it.
  public var best: Extreme?
  /// The steps whose level is as good as the best one as far as noise and worth can tell.
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
  /// The levels of the train series at the best level's step and now, where there is one.
  public var train: TrainChange?
  /// What the further validation series come to, in the order in which they were given.
  public var otherValidation: [OtherValidation] = []
  /// The learning rate's state, where there is one.
  public var learningRate: LearningRateState?
  /// What is wrong with the learning rate, where the curve shows it.
  public var rateFault: RateFault?

  /// Where what the verdict names began: the last good step of an overfitting run, the step at
  /// which a diverged run left its level or was first not finite.
  public var onsetStep: Int64?
  /// The first step whose level is as good as the final best, and stays so; only for flat runs.
  public var convergedSince: Int64?
  /// Steps spent since `convergedSince` or `onsetStep`.
  public var stepsSince: Int64?
  /// Wall time spent since then, in seconds.
  public var wallSecondsSince: Double?

  /// Robust standard deviation of the blocks of the last half around their trend.
  public var noise: Double?
  /// The standard error of a difference of two levels.
  public var standardError: Double?
  /// The loss scale: the best level's magnitude, or 5 % of the total drop where that is larger.
  public var scale: Double?
  /// The smallest gain that is worth having.
  public var worthwhileGain: Double?
  /// The smallest gain that the noise lets one see.
  public var detectableGain: Double?
  /// The gain from the level now to the forecast's; positive is better, in either direction.
  public var expectedGain: Double?
  /// Expected gain over what counts, √(worthwhile² + detectable²); above 1 is improving.
  public var ratio: Double?
  /// The level to come.
  public var forecast: Forecast?
  /// What to do about the run.
  public var stopAdvice: StopAdvice = .goOn
  /// Remarks that are no verdict.
  public var flags: [Flag] = []
  /// The numbers behind the verdict, in the order in which they were weighed.
  public var evidence: [Evidence] = []

  /// Creates a judgement that says only a verdict and why.
  public init(verdict: Verdict, reason: Reason, direction: Direction) {
    self.verdict = verdict
    self.reason = reason
    self.direction = direction
  }
}

/// The level at a later step.
public struct Forecast: Sendable, Hashable {
  /// How many steps ahead that is, as a share of the steps taken.
  public var share: Double
  /// Whether it is made for the step at which the run is to end.
  public var isForEnd: Bool
  /// The step for which the forecast is made.
  public var atStep: Int64
  /// The expected level.
  public var value: Double
  /// The lower end of the range that holds the level 80 times in 100.
  public var low: Double
  /// The upper end of that range.
  public var high: Double
}

/// A named number of the evidence.
public struct Evidence: Sendable, Hashable {
  /// What the number is, in kebab case, such as `gain-of-last-third`.
  public var name: String
  /// The number, in the unit that its name implies.
  public var value: Double
  /// The number as a step, where it is one: a `Double` does not hold all of them.
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
