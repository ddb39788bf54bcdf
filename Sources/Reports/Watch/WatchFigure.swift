public import Convergence
public import Scalars
import Statistics

/// The numbers of a series that are shown beside the chart of a followed run.
public struct WatchFigure: Sendable {
  /// Its name.
  public var name: String
  /// Its last value.
  public var now: Double?
  /// Its best value; nil before the first finite value.
  public var best: Double?
  /// Its change per 1,000 steps, over its last third; nil if that says nothing.
  public var slope: Double?

  /// Creates the numbers of a series from its points.
  ///
  /// - Parameters:
  ///   - name: The series' name.
  ///   - points: Its points, or a thinned part of them.
  ///   - best: Its best value.
  public init(name: String, points: [Point], best: Extreme?) {
    self.name = name
    now = points.last?.value
    self.best = best?.value
    let recent = points.suffix(max(8, points.count / 3)).filter(\.value.isFinite)
    slope = leastSquares(x: recent.map { Double($0.step) }, y: recent.map(\.value))
      .map { $0.slope * 1_000 }
  }
}

/// Steps per second over the last 50 points; nil if their wall times do not show it.
public func stepsPerSecond(_ points: [Point]) -> Double? {
  let recent = points.suffix(50).filter(\.wallTime.isFinite)
  guard let first = recent.first, let last = recent.last else { return nil }
  let seconds = last.wallTime - first.wallTime
  let steps = Double(last.step) - Double(first.step)
  return seconds > 0 && steps > 0 ? steps / seconds : nil
}
