import Scalars
import Statistics

/// Finds spikes in a series, to either side, in constant memory.
///
/// A value's residual is its distance from the median of the 17 values before it. It is a spike where the residual
/// is more than 7 robust standard deviations (1.4826 × MAD) of the last 128 residuals, and more than
/// 1.6 times the largest of them on its side. Spikes are kept out of both windows, unless one lasts for more than
/// three points: then it is the series' new level.
public struct SpikeDetector: Sendable {
  /// The spikes above the surroundings.
  public private(set) var above = SpikeLog()
  /// The spikes below.
  public private(set) var below = SpikeLog()

  private var baseline = SortedWindow(capacity: Self.baselineLength)
  private var residuals = ResidualWindow()
  /// The values of the spike under way, at most three; its side, and the median it left.
  private var pending: [Double] = []
  private var underWay: (sign: Double, centre: Double, size: Double, age: Int)?

  static let baselineLength = 17
  static let minimumResiduals = 20
  static let longestSpike = 3

  init() {}

  mutating func push(_ point: Point) {
    guard let centre = baseline.median else {
      baseline.push(point.value)
      return
    }
    let residual = point.value - centre
    if underWay != nil { followUp(point.value) }
    if residuals.isOutlier(residual) {
      noteOutlier(point, residual: residual, centre: centre)
    } else {
      accept(point.value, residual: residual)
    }
  }

  private mutating func accept(_ value: Double, residual: Double) {
    baseline.push(value)
    residuals.push(residual)
    if !pending.isEmpty { pending.removeAll(keepingCapacity: true) }
  }

  private mutating func noteOutlier(_ point: Point, residual: Double, centre: Double) {
    let sigma = residuals.sigma
    let spike = Spike(step: point.step, value: point.value, size: abs(residual) / sigma)
    if pending.isEmpty {
      if residual > 0 { above.begin(spike) } else { below.begin(spike) }
      underWay = (residual < 0 ? -1 : 1, centre, abs(residual), 1)
    } else {
      if residual > 0 { above.raise(to: spike) } else { below.raise(to: spike) }
    }
    pending.append(point.value)
    if pending.count > Self.longestSpike {
      // A new level: from here on it is what later values are compared with.
      for value in pending { baseline.push(value) }
      pending.removeAll(keepingCapacity: true)
    }
  }

  /// Watches for the spike's end: the first value back within half of its height.
  private mutating func followUp(_ value: Double) {
    guard let spike = underWay else { return }
    if spike.sign * (value - spike.centre) < 0.5 * spike.size {
      if spike.sign > 0 { above.recover(after: spike.age) } else { below.recover(after: spike.age) }
      underWay = nil
    } else {
      underWay?.age += 1
      underWay?.size = max(spike.size, spike.sign * (value - spike.centre))
    }
  }
}
