import Scalars

extension CoreJudge {
  /// The judgement to use: this one, or the one without an outlier if that outlier alone made it
  /// bad.
  ///
  /// An outlier is the worst value of the last window if it is more than 2 standard deviations away
  /// from its neighbors. If the run is improving or flat without it, the run is not called
  /// worsening, overfitting or diverged.
  func settled(
    for run: RunEvidence, learningRate: LearningRateState?, parameters: JudgeParameters
  ) -> CoreJudge {
    guard verdict.isBad,
      let rest = analysis.withoutWorstOfLastWindow(run.judged, run.direction, parameters)
    else { return self }
    let core = CoreJudge(rest, of: run, learningRate: learningRate)
    return core.verdict.isBad ? self : core
  }
}

extension Analysis {
  fileprivate func withoutWorstOfLastWindow(
    _ tracker: SeriesTracker, _ direction: Direction, _ parameters: JudgeParameters
  ) -> Analysis? {
    let window = series.values.indices.suffix(max(levels.lastWindowCount, levels.blocksPerWindow))
    guard let place = window.max(by: { series.values[$0] < series.values[$1] }) else { return nil }
    let distance = Outliers.distance(of: place, in: series.values)
    guard distance > CoreConstants.outlierErrors * noise else { return nil }
    let step = series.step(at: series.offsets[place])
    guard let block = tracker.pyramid.blocks.last(where: { $0.lastStep == step }) else {
      return nil
    }
    let worst = direction == .min ? block.maximum : block.minimum
    var rest = series
    if let mean = block.mean(without: worst) {
      rest.values[place] = direction.sign * mean
    } else {
      rest.remove(at: place)
    }
    rest.outliers.append(
      Outlier(
        step: worst.step, value: worst.value, size: distance / noise, isWorse: true,
        isOver: tracker.lastFinite.map { $0.step > worst.step } ?? false))
    return Analysis(rest, parameters: parameters)
  }
}
