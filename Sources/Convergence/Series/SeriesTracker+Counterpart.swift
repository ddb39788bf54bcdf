import Scalars

extension SeriesTracker {
  /// The step that this series had reached when `other` was at `step`.
  ///
  /// That is the same step, unless one of the two counts something else, such as epochs beside
  /// batches; then it is the step at the same wall time, if wall times tell moments apart.
  func counterpart(of step: Int64, in other: SeriesTracker) -> Int64 {
    let blocks = other.pyramid.blocks
    guard let start = blocks.first?.lastWallTime, let end = blocks.last?.lastWallTime, start < end,
      let reached = self.step(at: end)
    else { return step }
    let origin = min(lowestStep, other.lowestStep)
    let (mine, whole, others) = (
      Self.distance(reached, origin), Self.distance(highestStep, origin),
      Self.distance(other.highestStep, origin)
    )
    guard mine > 3 * others || others > 3 * whole else { return step }
    return self.step(at: other.wallTime(at: step) ?? end) ?? lowestStep
  }

  /// The wall time at a step; behind the last finite value, as if time went on as before.
  private func wallTime(at step: Int64) -> Double? {
    let blocks = pyramid.blocks
    if let block = blocks.first(where: { $0.lastStep >= step }) { return block.lastWallTime }
    guard let first = blocks.first, let last = blocks.last else { return nil }
    let ahead = Self.distance(step, last.lastStep) / Self.distance(last.lastStep, first.firstStep)
    return last.lastWallTime + ahead * (last.lastWallTime - first.lastWallTime)
  }

  /// The last step up to a wall time; `nil` if there is none.
  private func step(at wallTime: Double) -> Int64? {
    pyramid.blocks.last { $0.lastWallTime <= wallTime }?.lastStep
  }

  private static func distance(_ step: Int64, _ origin: Int64) -> Double {
    max(1, Double(step.magnitudeOfDistance(to: origin)))
  }
}
