import Scalars

extension CoreJudge {
  /// The judgement to use: this one, or the one without an outlier if that outlier alone made it
  /// bad.
  ///
  /// An outlier is the worst value of the last window, or the best value of all if it is in the
  /// last 30 % of the steps, if it is more than 2 standard deviations away from its neighbors. If
  /// the run is improving or flat without it, the run is not called worsening, overfitting or
  /// diverged.
  func settled(
    for run: RunEvidence, learningRate: LearningRateState?, parameters: JudgeParameters
  ) -> CoreJudge {
    guard verdict.isBad else { return self }
    let others = [
      analysis.withoutWorstOfLastWindow(run.judged, run.direction, parameters),
      analysis.withoutBest(run.judged, run.direction, parameters),
    ]
    return others.lazy.compactMap { $0 }
      .map { CoreJudge($0, of: run, learningRate: learningRate) }
      .first { !$0.verdict.isBad } ?? self
  }
}

extension Analysis {
  fileprivate func withoutWorstOfLastWindow(
    _ tracker: SeriesTracker, _ direction: Direction, _ parameters: JudgeParameters
  ) -> Analysis? {
    let window = series.values.indices.suffix(max(levels.lastWindowCount, levels.blocksPerWindow))
    guard let place = window.max(by: { series.values[$0] < series.values[$1] }) else { return nil }
    return without(place, isWorse: true, tracker, direction, parameters)
  }

  /// A single value that is far too good must not be the level that the run is said to have left.
  fileprivate func withoutBest(
    _ tracker: SeriesTracker, _ direction: Direction, _ parameters: JudgeParameters
  ) -> Analysis? {
    guard let place = series.values.indices.min(by: { series.values[$0] < series.values[$1] }),
      series.offsets[place] >= CoreConstants.lateShare * series.lastOffset
    else { return nil }
    return without(place, isWorse: false, tracker, direction, parameters)
  }

  /// The analysis without the most extreme value of a block; nil if the block is not that far from
  /// its neighbors.
  private func without(
    _ place: Int, isWorse: Bool, _ tracker: SeriesTracker, _ direction: Direction,
    _ parameters: JudgeParameters
  ) -> Analysis? {
    let distance = (isWorse ? 1 : -1) * Outliers.distance(of: place, in: series.values)
    guard distance > CoreConstants.outlierErrors * noise else { return nil }
    let step = series.step(at: series.offsets[place])
    guard let block = tracker.pyramid.blocks.last(where: { $0.lastStep == step }) else {
      return nil
    }
    let value = (direction == .min) == isWorse ? block.maximum : block.minimum
    var rest = series
    if let mean = block.mean(without: value) {
      rest.values[place] = direction.sign * mean
    } else {
      rest.remove(at: place)
    }
    rest.outliers.append(
      Outlier(
        step: value.step, value: value.value, size: distance / noise, isWorse: isWorse,
        isOver: tracker.lastFinite.map { $0.step > value.step } ?? false))
    return Analysis(rest, parameters: parameters)
  }
}
