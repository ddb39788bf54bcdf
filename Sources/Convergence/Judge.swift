/// Judges a run by its series.
///
/// Pure: the same series give the same judgement. Under 50 µs.
public func judge(_ run: RunEvidence, parameters: JudgeParameters = .normal) -> Judgement {
  let sign = run.direction.sign
  var judgement = Judgement(
    verdict: .tooLittleData, reason: .tooFewPoints(finite: run.judged.finiteCount, needed: 5),
    direction: run.direction)
  guard run.judged.finiteCount >= 8,
    let analysis = Analysis(run.judged, sign: sign, parameters: parameters)
  else {
    let n = run.judged.nonFinite
    if n.count > 0,
      run.judged.finiteCount == 0
        || Double(n.count) >= 0.05 * Double(run.judged.points)
          && (n.lastStep ?? 0) >= run.judged.highestStep
    {
      judgement.verdict = .diverged
    }
    return judgement
  }
  var fall: Double?
  if run.judgedIsValidation, let train = run.train {
    let series = BlockSeries(train, sign: sign)
    if series.count >= 8 {
      fall = series.level(at: analysis.bestStep) - series.level(at: analysis.series.end)
    }
  }
  let core = CoreJudge(
    tracker: run.judged, analysis: analysis, isValidation: run.judgedIsValidation, trainFall: fall)
  switch core.verdict {
  case .tooLittleData: judgement.verdict = .tooLittleData
  case .improving: judgement.verdict = .improving
  case .flat: judgement.verdict = .converged
  case .overfitting: judgement.verdict = .overfitting
  case .diverged: judgement.verdict = .diverged
  }
  judgement.ratio = analysis.ratio
  return judgement
}
