import Convergence
import Scalars

func writeVerdicts(_ curves: [String: Curve], _ cases: [Case]) {
  for (number, item) in cases.enumerated() {
    guard let curve = curves[item.curve] else { continue }
    print(line(number, judge(evidence(of: curve, for: item))))
  }
}

func tracker(_ points: [Point], upTo cutoff: Double) -> SeriesTracker? {
  var tracker = SeriesTracker()
  for point in points {
    if point.wallTime > cutoff { break }
    tracker.push(point)
  }
  return tracker.points > 0 ? tracker : nil
}

/// The points that a reader of the case's event file would have at its cut-off.
func evidence(of curve: Curve, for item: Case) -> RunEvidence {
  let train = tracker(curve.train, upTo: item.cutoff)
  let judged = item.isValidation ? tracker(curve.validation, upTo: item.cutoff) : train
  return RunEvidence(
    judged: judged ?? SeriesTracker(), judgedIsValidation: item.isValidation,
    train: item.isValidation ? train : nil,
    learningRate: tracker(curve.learningRate, upTo: item.cutoff),
    epoch: tracker(curve.epoch, upTo: item.cutoff))
}

func name(ofRun number: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, 6 - digits.count)) + digits
}

private func line(_ number: Int, _ judgement: Judgement) -> String {
  func json(_ value: Double?) -> String { value.map { $0.isFinite ? "\($0)" : "null" } ?? "null" }
  let flags = judgement.flags.map { "\"\($0.dataName)\"" }.joined(separator: ", ")
  let evidence = judgement.evidence.map { "\"\($0.name)\": \(json($0.value))" }
    .joined(separator: ", ")
  let fields = [
    #""run": "\#(name(ofRun: number))""#, #""verdict": "\#(judgement.verdict.dataName)""#,
    #""ratio": \#(json(judgement.ratio))"#,
    #""scale": \#(json(judgement.scale))"#,
    #""probability_improving": \#(json(judgement.probabilityImproving))"#,
    #""forecast": \#(json(judgement.forecast?.value))"#,
    #""forecast_low": \#(json(judgement.forecast?.low))"#,
    #""forecast_high": \#(json(judgement.forecast?.high))"#,
    #""confidence": \#(json(judgement.confidence))"#, #""points": \#(judgement.points)"#,
    #""evidence": {\#(evidence)}"#,
    #""reason": "\#("\(judgement.reason)".prefix { $0 != "(" })""#,
    #""advice": "\#(judgement.stopAdvice.rawValue)""#, #""flags": [\#(flags)]"#,
  ]
  return "{" + fields.joined(separator: ", ") + "}"
}
