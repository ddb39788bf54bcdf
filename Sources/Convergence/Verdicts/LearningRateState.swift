import Scalars

/// Where a learning rate stands in its schedule.
public struct LearningRateState: Sendable, Hashable {
  /// The largest rate so far.
  public var peak: Double
  /// The rate now: the mean of the latest block.
  public var now: Double
  /// By how much of its peak the rate fell over the last fifth of its steps; negative where it rose.
  public var recentFall: Double
  /// The step at which the peak was first reached.
  public var peakStep: Int64
  /// The latest rate, and the first step from which on it was that.
  public var last: Extreme

  /// The rate now as a share of its peak, 0 to 1.
  public var shareOfPeak: Double { now / peak }
  /// Whether it fell noticeably over the last fifth of its steps.
  public var isFalling: Bool { recentFall > CoreConstants.fallingShare }
  /// Whether it rose noticeably over the last fifth of its steps, as in a warm-up.
  public var isRising: Bool { recentFall < -CoreConstants.fallingShare }

  /// - Returns: `nil` for a series without a positive value.
  init?(_ tracker: borrowing SeriesTracker) {
    let blocks = tracker.pyramid.blocks
    guard let last = blocks.last, let peak = tracker.maximum, peak.value > 0 else { return nil }
    self.peak = peak.value
    peakStep = peak.step
    now = last.mean
    let origin = min(0, Double(tracker.lowestStep))
    let border = origin + 0.8 * (Double(tracker.highestStep) - origin)
    let earlier = blocks.last { Double($0.lastStep) <= border }
    recentFall = ((earlier?.mean ?? now) - now) / peak.value
    self.last = Extreme(
      value: tracker.lastFinite?.value ?? now,
      step: tracker.detail?.equalRun.since ?? tracker.highestStep)
  }

  /// How much of the past gains a falling rate leaves to come, 0.5 to 1.
  var gainFactor: Double {
    isFalling ? min(1, CoreConstants.factorAtZeroRate + shareOfPeak) : 1
  }
}

extension LearningRateState {
  /// Whether a schedule has room left: the rate is above a tenth of its peak, and not constant.
  ///
  /// A rate that stands at its peak, after a warm-up or from the start, has no schedule to wait for.
  var hasRoom: Bool { shareOfPeak > 0.1 && (shareOfPeak < 0.99 || isFalling || isRising) }
}
