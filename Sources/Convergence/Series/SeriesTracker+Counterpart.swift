import Scalars

extension SeriesTracker {
  /// The step that this series had reached when `other` was at `step`.
  ///
  /// That is the same step, unless one of the two counts something else, such as epochs beside
  /// batches; then it is the step at the same wall time.
  func counterpart(of step: Int64, in other: SeriesTracker) -> Int64 {
    guard let end = other.pyramid.blocks.last?.lastWallTime, let reached = self.step(at: end)
    else { return step }
    let origin = min(lowestStep, other.lowestStep)
    let (mine, whole, others) = (
      Self.distance(reached, origin), Self.distance(highestStep, origin),
      Self.distance(other.highestStep, origin)
    )
    guard mine > 3 * others || others > 3 * whole,
      let time = other.pyramid.blocks.first(where: { $0.lastStep >= step })?.lastWallTime
    else { return step }
    return self.step(at: time) ?? lowestStep
  }

  /// The last step up to a wall time; `nil` if there is none.
  private func step(at wallTime: Double) -> Int64? {
    pyramid.blocks.last { $0.lastWallTime <= wallTime }?.lastStep
  }

  private static func distance(_ step: Int64, _ origin: Int64) -> Double {
    max(1, Double(step.magnitudeOfDistance(to: origin)))
  }
}
