import Scalars

extension Finding {
  /// The loss rises because a logged weight of it rises, or because the task gets harder by design.
  ///
  /// The second case is logged as a rising difficulty, or as a falling amount of help. A training
  /// series beside it must rise, too: if it falls, the loss does not rise by design. The loss is
  /// judged from the step at which the weight has reached its final value.
  static func risingWeight(_ run: RunEvidence) -> Finding? {
    guard run.direction == .min, !run.weights.isEmpty,
      let (name, rise) = run.weights.lazy.compactMap({ weight in
        WeightRise(weight, beside: run.judged).map { (weight.name, $0) }
      }).first(where: { run.rises(with: $0.1) })
    else { return nil }
    let later = run.judged.pyramid.blocks.count { $0.firstStep >= rise.end }
    let isOver = later >= CoreConstants.fewestPoints
    let weight = Phrase.Subject.tag(name)
    let moved: Phrase = rise.isFall ? "\(weight) fell" : "\(weight) rose"
    let sentence: Phrase =
      moved
      + " from \(rise.first, "weight-first") to \(rise.last, "weight-last") until step \(step: rise.end, "weight-risen-step"), and \(.judged) rose with it by design"
    return Finding(
      observation: Observation(
        "rising-weight", since: rise.end,
        sentence + (isOver ? ". It is judged from there on." : ": it cannot be told apart."),
        next: "Go on until the weight has stood still for a while, or look at the unweighted parts."
      ),
      replaces: isOver ? [] : Set.any.subtracting([.improving]),
      comparableSince: isOver ? rise.end : nil)
  }
}

/// A schedule that never falls, or that only falls back to where it began, as cycles of annealing
/// do; or one that never rises, if the loss gets larger when it falls.
private struct WeightRise {
  var first: Double
  var last: Double
  var isFall: Bool
  /// The step of the judged series at which the schedule first had its final value.
  var end: Int64
  private var tracker: SeriesTracker

  init?(_ weight: NamedSeries, beside judged: SeriesTracker) {
    let isFall = weight.isInverse
    self.isFall = isFall
    let sign: Double = isFall ? -1 : 1
    let blocks = Self.lastCycle(weight.series.pyramid.blocks, sign: sign)
    guard let start = blocks.first, let top = blocks.last, sign * top.mean > sign * start.mean
    else { return nil }
    first = (isFall ? start.maximum : start.minimum).value
    let end = isFall ? top.minimum : top.maximum
    last = end.value
    let reached = blocks.first {
      isFall ? $0.minimum.value <= end.value : $0.maximum.value >= end.value
    }
    let step = reached.map { (isFall ? $0.minimum : $0.maximum).step } ?? top.lastStep
    self.end = judged.counterpart(of: step, in: weight.series)
    tracker = weight.series
  }

  /// The blocks since the schedule last began anew, all if it never did; none if it falls to
  /// somewhere else than its start.
  private static func lastCycle(_ blocks: [SpanBlock], sign: Double) -> ArraySlice<SpanBlock> {
    let means = blocks.map { sign * $0.mean }
    guard let least = means.min(), let most = means.max() else { return [] }
    // A block may hold the end of a cycle and the beginning of the next.
    let low = least + restartShare * (most - least)
    var start = 0
    for place in means.indices.dropFirst() where means[place] < means[place - 1] {
      let isLowest = place + 1 == means.count || means[place + 1] >= means[place]
      if isLowest, means[place] > low { return [] }
      start = place
    }
    return blocks[start...]
  }

  private static let restartShare = 0.25

  /// Whether the schedule had not reached its final value at a step of the judged series.
  func isUnderWay(at step: Int64, of judged: SeriesTracker) -> Bool {
    let value = tracker.mean(at: tracker.counterpart(of: step, in: judged)) ?? first
    return isFall ? value > last : value < last
  }
}

extension RunEvidence {
  /// Whether the judged series left its best level beyond noise while a weight rose and the
  /// training loss did not fall.
  fileprivate func rises(with weight: WeightRise) -> Bool {
    guard let analysis = Analysis(judged, sign: 1, parameters: .normal),
      let best = judged.leastLevel(through: weight.end),
      weight.isUnderWay(at: best.step, of: judged)
    else { return false }
    let level = max(judged.level(through: weight.end), judged.level(from: weight.end))
    let bar = max(analysis.worthwhile, CoreConstants.overfitErrors * analysis.standardError)
    guard level - best.value > bar else { return false }
    guard let train, let other = Analysis(train, sign: 1, parameters: .normal) else { return true }
    let fall = train.level(through: best.step) - train.level(through: weight.end)
    return fall <= CoreConstants.overfitErrors * other.standardError
  }
}
