import Scalars

extension Flag {
  /// All flags of a run, in the order in which they are reported.
  static func all(of run: RunEvidence, analysis: Analysis?, judgement: Judgement) -> [Flag] {
    var flags: [Flag?] = [
      spikes(
        of: run.judged, analysis?.series.outliers ?? [], direction: run.direction,
        inTrain: !run.judgedIsValidation)
    ]
    if run.judgedIsValidation, let train = run.train {
      flags.append(spikes(of: train, [], direction: run.direction, inTrain: true))
    }
    flags.append(contentsOf: [
      analysis.flatMap { oscillation(of: $0) },
      epochStairs(of: run),
      resumed(run),
      nonFinite(run.judged, judgement: judgement),
      filteredNonFinite(run, judgement: judgement),
      gradientSurge(run, judgement: judgement),
      analysis.flatMap { quantised(run, $0) },
      analysis.flatMap { sparseLogging(run, $0, judgement: judgement) },
      learningRateExhausted(judgement),
    ])
    return flags.compactMap(\.self)
  }

  private static func spikes(
    of tracker: SeriesTracker, _ outliers: [Outlier], direction: Direction, inTrain: Bool
  ) -> Flag? {
    let log = tracker.withDetail { $0.spikes.direction == direction ? $0.spikes.log : nil }
    let summary = SpikeSummary(
      log ?? SpikeLog(), outliers.filter(\.isWorse).map(Spike.init), inTrain: inTrain,
      score: tracker.withDetail { $0.score.share })
    return summary.map { .spikes($0) }
  }

  private static func learningRateExhausted(_ judgement: Judgement) -> Flag? {
    guard let rate = judgement.learningRate, let since = rate.exhaustedSince else { return nil }
    return .learningRateExhausted(
      step: since, rate: rate.last.value, share: rate.last.value / rate.peak)
  }

  private static func resumed(_ run: RunEvidence) -> Flag? {
    guard let step = run.restarts.last else { return nil }
    return .resumed(step: step, restarts: run.restarts.count, jump: jump(of: run.judged, at: step))
  }

  /// The change from the two blocks before a step to the two blocks from it on.
  private static func jump(of tracker: SeriesTracker, at step: Int64) -> Double? {
    let blocks = tracker.pyramid.blocks
    let place = blocks.partitionPoint { $0.firstStep >= step }
    guard place > 0, place < blocks.count else { return nil }
    return blocks[place...].prefix(2).meanOfMeans - blocks[..<place].suffix(2).meanOfMeans
  }

  private static func nonFinite(_ tracker: SeriesTracker, judgement: Judgement) -> Flag? {
    let summary = tracker.nonFinite
    guard summary.count > 0, let first = summary.firstStep, let last = summary.lastStep else {
      return nil
    }
    return .nonFinite(first: first, last: last, count: summary.count, points: tracker.points)
  }

  /// The loss is exactly zero, or constant, while the gradient norm is not finite.
  private static func filteredNonFinite(_ run: RunEvidence, judgement: Judgement) -> Flag? {
    let train = run.judgedIsValidation ? run.train : run.judged
    guard let gradient = run.gradientNorm?.nonFinite, gradient.trailingCount >= 2,
      let equal = train?.equalRun, equal.count >= 2,
      train?.nonFinite.trailingCount == 0
    else { return nil }
    return .filteredNonFinite(since: equal.since, count: equal.count)
  }

  private static func quantised(_ run: RunEvidence, _ analysis: Analysis) -> Flag? {
    guard let resolution = run.judged.withDetail({ $0.grid.resolution }),
      resolution > analysis.worthwhile,
      run.judged.minimum?.value != run.judged.maximum?.value
    else { return nil }
    return .quantised(resolution: resolution)
  }

  /// Four times as many points halve the standard error, as long as there are steps to log.
  private static func sparseLogging(
    _ run: RunEvidence, _ analysis: Analysis, judgement: Judgement
  ) -> Flag? {
    guard !run.judgedIsValidation, judgement.verdict == .undecidable, judgement.points > 1,
      analysis.detectable > 2 * analysis.worthwhile
    else { return nil }
    let gap = analysis.series.elapsed / Double(judgement.points)
    let excess = analysis.detectable / analysis.worthwhile
    let density = min(excess * excess, gap)
    guard density >= 2 else { return nil }
    return .sparseLogging(
      everySteps: max(1, Int64(rounding: gap / density)),
      visibleChange: analysis.detectable / density.squareRoot())
  }
}
