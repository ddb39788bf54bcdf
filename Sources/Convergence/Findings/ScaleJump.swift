import Statistics

extension Finding {
  /// The judged series is on another scale since a restart of the job.
  ///
  /// A mean that became a sum, another batch size or another number of accumulated steps multiplies
  /// a loss by at least two. Three things must lie on the right side of the jump: the last values
  /// before the restart, the first ones after it, and those in the middle of what follows. (A loss
  /// that rose because the optimizer's state was lost comes back.)
  static func scaleJump(_ run: RunEvidence) -> Finding? {
    var found: ScaleChange?
    for step in run.restarts.suffix(8).reversed() where found == nil {
      found = ScaleChange(run.judged.pyramid.blocks, at: step)
    }
    guard let jump = found else { return nil }
    let isLong = jump.blocksAfter >= CoreConstants.fewestPoints
    let sentence: Phrase =
      "\(.judged) changed its scale where the run was resumed at step \(step: jump.step, "scale-jump-step"), from \(jump.before, "scale-before") to \(jump.after, "scale-after")"
    let end: Phrase =
      isLong
      ? ": such as by another batch size or a sum instead of a mean. It is judged from there on."
      : ": such as by another batch size or a sum instead of a mean. There are too few points since then to judge."
    return Finding(
      observation: Observation(
        "scale-jump", since: jump.step, sentence + end,
        next:
          "Check whether the loss is averaged over the same things before and after the resume."),
      replaces: isLong ? [] : .any, comparableSince: isLong ? jump.step : nil)
  }
}

/// Two levels, before and after a step, that differ by a constant factor.
private struct ScaleChange {
  var step: Int64
  var before: Double
  var after: Double
  var blocksAfter: Int

  /// A rise counts from √2 on, the middle between no change and a factor of two; a fall needs the
  /// whole factor, since a loss that is falling anyway comes near to it.
  private static let leastRise = 2.0.squareRoot()
  private static let leastFall = 2.0

  init?(_ blocks: [SpanBlock], at step: Int64) {
    let earlier = blocks.filter { $0.lastStep < step }.map(\.mean)
    let behind = blocks.filter { $0.firstStep >= step }
    let later = behind.map(\.mean)
    guard earlier.count >= 3, behind.reduce(0, { $0 + $1.count }) >= 3, let last = earlier.last,
      let low = median(Array(earlier.suffix(max(3, earlier.count / 10)))),
      let high = median(Array(later.prefix(max(3, later.count / 10)))), low > 0, high > 0
    else { return nil }
    let noise = max(noiseFromSecondDifferences(earlier), noiseFromSecondDifferences(later))
    let border = (low * high).squareRoot()
    let isOnNewScale = { (value: Double) in (value > border) == (high > border) }
    let middle =
      mean(Array(later[later.count / 4...min(later.count - 1, later.count * 3 / 4)])) ?? high
    let factor = high > low ? high / low : low / high
    guard factor >= (high > low ? Self.leastRise : Self.leastFall),
      abs(high - low) > CoreConstants.collapseErrors * noise, !isOnNewScale(last),
      isOnNewScale(later[0]), isOnNewScale(middle)
    else { return nil }
    (self.step, before, after, blocksAfter) = (step, low, high, later.count)
  }
}
