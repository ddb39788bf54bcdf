import Scalars

/// Something that a run's numbers show and that a verdict must take into account.
///
/// A new kind is a function that recognizes it, in a file of its own, and an element of
/// ``recognisers``. Thresholds are exact equality, standard errors or a probability, so that they
/// hold for any unit and scale.
struct Finding {
  /// What is reported about it.
  var observation: Observation
  /// The verdicts that would be wrong, given the finding.
  var replaces: Set<Verdict> = []
  /// The verdict that replaces one of those.
  var verdict = Verdict.undecidable
  /// Whether the finding also explains values that are NaN or infinite.
  var explainsNonFinite = false
  /// From this step on, the values of the judged series are comparable with each other.
  var comparableSince: Int64?
  /// From this step on, the judged series holds no measurements.
  var brokenSince: Int64?
  /// Whether the training series is to be judged instead.
  var trainStandsIn = false

  /// The functions that recognize findings, in the order in which the findings are reported.
  private static let recognisers: [@Sendable (RunEvidence) -> Finding?] = [
    brokenEvaluation, brokenTrain, brokenMeasure, frozenEvaluation, frozenMeasure, constantSeries,
    constantTrain, rangeTest, scaleJump, risingWeight,
  ]

  /// All findings of a run.
  static func all(in run: RunEvidence) -> [Finding] { recognisers.compactMap { $0(run) } }
}

extension Set<Verdict> {
  /// All verdicts except `too little data` and `diverged`.
  static var anyButDiverged: Set<Verdict> {
    Set(Verdict.allCases).subtracting([.diverged, .tooLittleData])
  }

  /// All verdicts except `too little data`.
  static var any: Set<Verdict> { anyButDiverged.union([.diverged]) }
}

extension RunEvidence {
  /// The run without the series and points that the findings say must not be judged.
  func sound(_ findings: [Finding]) -> RunEvidence {
    var run = self
    if findings.contains(where: \.trainStandsIn), let train {
      run.judged = train
      run.judgedIsValidation = false
      run.train = nil
    }
    if let step = findings.compactMap(\.comparableSince).max() { run.keep(since: step) }
    return run
  }

  /// Leaves out the points before a step, but remembers whether anything had been learned by then.
  private mutating func keep(since step: Int64) {
    let before = Analysis(judged, sign: direction.sign, parameters: .normal)
    hadLearned = before?.hasLearned ?? false
    judged = judged.since(step)
    train = train?.since(step)
  }
}

extension Judgement {
  /// Says what was found, and takes back a verdict that is wrong beside it.
  mutating func heed(_ findings: [Finding], in run: RunEvidence) {
    flags = findings.map { .recognised($0.observation) } + flags
    note(findings.flatMap(\.observation.facts))
    isOfTrain = findings.contains { $0.trainStandsIn }
    if let since = findings.compactMap(\.brokenSince).min(), !isOfTrain {
      best = run.judged.best(before: since, run.direction)
      (equivalentSteps, bestIsLevel) = (nil, false)
    }
    let wrong = findings.first { finding in
      finding.replaces.contains(verdict) && (finding.explainsNonFinite || !reason.isNonFinite)
    }
    guard let wrong else { return }
    verdict = wrong.verdict
    reason = .recognised(wrong.observation)
    if verdict == .undecidable { confidence = CoreConstants.confidenceUndecidable }
    (probabilityImproving, expectedGain, ratio, forecast) = (nil, nil, nil, nil)
    rateFault = nil
    (onsetStep, convergedSince, stepsSince, wallSecondsSince) = (nil, nil, nil, nil)
    stopAdvice = verdict == .undecidable ? .goOn : .consider
  }
}

extension SeriesTracker {
  /// The best value of the blocks that end before a step; nil if there is none.
  fileprivate func best(before step: Int64, _ direction: Direction) -> Extreme? {
    let bests = pyramid.blocks.prefix { $0.lastStep < step }
      .map { direction == .min ? $0.minimum : $0.maximum }
    return bests.min { direction.sign * $0.value < direction.sign * $1.value }
  }
}

extension Judgement {
  /// Adds numbers to the evidence; if a name occurs twice, the first number counts.
  mutating func note(_ facts: [Evidence]) {
    for fact in facts where !evidence.contains(where: { $0.name == fact.name }) {
      evidence.append(fact)
    }
  }
}
