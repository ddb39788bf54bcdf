import Scalars

/// Something that a run's numbers show and that a verdict must heed.
///
/// A new kind is a function that recognises it, in a file of its own, and an element of ``recognisers``. Thresholds
/// are exact equality, standard errors or a probability, so that they hold for any unit and scale.
struct Finding {
  /// What is said of it.
  var observation: Observation
  /// The verdicts that would be wrong beside it.
  var replaces: Set<Verdict> = []
  /// What the verdict is instead of one of those.
  var verdict = Verdict.undecidable
  /// Whether values that are no numbers are explained by it, too.
  var explainsNonFinite = false
  /// The first step from which on the judged series can be compared with itself.
  var comparableSince: Int64?
  /// Whether the training series is to be judged instead.
  var trainStandsIn = false

  /// What is recognised, in the order in which it is said.
  private static let recognisers: [@Sendable (RunEvidence) -> Finding?] = [
    brokenEvaluation, brokenMeasure, frozenEvaluation, frozenMeasure, constantSeries, constantTrain,
    rangeTest, scaleJump, risingWeight,
  ]

  /// All that is found in a run.
  static func all(in run: RunEvidence) -> [Finding] { recognisers.compactMap { $0(run) } }
}

extension Set<Verdict> {
  /// All verdicts but that points are missing and, unless values are no numbers, that it diverged.
  static var anyButDiverged: Set<Verdict> {
    Set(Verdict.allCases).subtracting([.diverged, .tooLittleData])
  }

  /// All verdicts but that points are missing.
  static var any: Set<Verdict> { anyButDiverged.union([.diverged]) }
}

extension RunEvidence {
  /// The run as it is judged in view of what was found.
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

  /// Leaves out what comes before a step, but for whether anything had been learned by then.
  private mutating func keep(since step: Int64) {
    let before = Analysis(judged, sign: direction.sign, parameters: .normal)
    hadLearned = before?.hasLearned ?? false
    judged = judged.since(step)
    train = train?.since(step)
  }
}

extension Judgement {
  /// Says what was found, and takes back a verdict that is wrong beside it.
  mutating func heed(_ findings: [Finding]) {
    flags = findings.map { .recognised($0.observation) } + flags
    note(findings.flatMap(\.observation.facts))
    isOfTrain = findings.contains { $0.trainStandsIn }
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

extension Judgement {
  /// Adds numbers to the evidence; of one name the first counts.
  mutating func note(_ facts: [Evidence]) {
    for fact in facts where !evidence.contains(where: { $0.name == fact.name }) {
      evidence.append(fact)
    }
  }
}
