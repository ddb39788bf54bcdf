import Convergence
import Scalars

/// Judges every case of the benchmark and writes one JSON object a case, as `score.py` reads it.
///
///     (zcat curves.csv.gz; echo; cat cases.csv) | VerdictBenchmark > verdicts.jsonl
@main
struct VerdictBenchmark {
  static func main() {
    let (curves, cases) = readBenchmark()
    for (number, item) in cases.enumerated() {
      guard let curve = curves[item.curve] else { continue }
      let judgement = judge(series(of: curve, for: item))
      print(line(number, judgement))
    }
  }

  static func tracker(_ points: [Point], upTo cutoff: Double, tracksSpikes: Bool = true)
    -> SeriesTracker?
  {
    var tracker = SeriesTracker(tracksSpikes: tracksSpikes)
    for point in points {
      if point.wallTime > cutoff { break }
      tracker.push(point)
    }
    return tracker.points > 0 ? tracker : nil
  }

  static func series(of curve: Curve, for item: Case) -> RunEvidence {
    let train = tracker(curve.train, upTo: item.cutoff)
    let judged =
      item.isValidation ? tracker(curve.validation, upTo: item.cutoff) : train
    return RunEvidence(
      judged: judged ?? SeriesTracker(), judgedIsValidation: item.isValidation,
      train: item.isValidation ? train : nil,
      learningRate: tracker(curve.learningRate, upTo: item.cutoff),
      epoch: tracker(curve.epoch, upTo: item.cutoff))
  }

  static func line(_ number: Int, _ judgement: Judgement) -> String {
    let digits = String(number)
    let run = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    func json(_ value: Double?) -> String { value.map { $0.isFinite ? "\($0)" : "null" } ?? "null" }
    let fields = [
      #""run": "\#(run)""#, #""verdict": "\#(judgement.verdict.dataName)""#,
      #""ratio": \#(json(judgement.ratio))"#,
      #""probability_improving": \#(json(judgement.probabilityImproving))"#,
      #""forecast": \#(json(judgement.forecast?.value))"#,
      #""forecast_low": \#(json(judgement.forecast?.low))"#,
      #""forecast_high": \#(json(judgement.forecast?.high))"#,
      #""advice": "\#(judgement.stopAdvice.rawValue)""#,
      #""flags": [\#(judgement.flags.map { "\"\($0.dataName)\"" }.joined(separator: ", "))]"#,
    ]
    return "{" + fields.joined(separator: ", ") + "}"
  }
}
