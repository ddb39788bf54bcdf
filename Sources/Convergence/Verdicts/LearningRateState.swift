import Scalars

/// The position of a learning rate in its schedule.
public struct LearningRateState: Sendable, Hashable {
  /// The largest rate so far.
  public var peak: Double
  /// The rate now: the mean of the latest block.
  public var now: Double
  /// By how much of its peak the rate fell over the last fifth of its steps; negative if it rose.
  public var recentFall: Double
  /// The step at which the peak was first reached.
  public var peakStep: Int64
  /// The latest rate, and the step since which it has been constant.
  public var last: Extreme

  /// How many steps the rate took to rise to its peak; 0 if it began there.
  public var warmUp: Double
  /// The steps since the rate first was at its peak.
  public var sincePeak: Double
  /// The step since which the rate has been at most 1 % of its peak; `nil` while it is above.
  public var exhaustedSince: Int64?

  /// The rate now as a share of its peak, 0 to 1.
  public var shareOfPeak: Double { now / peak }
  /// Whether the rate fell noticeably over the last fifth of its steps.
  public var isFalling: Bool { recentFall > CoreConstants.fallingShare }
  /// Whether the rate rose noticeably over the last fifth of its steps, as in a warm-up.
  public var isRising: Bool { recentFall < -CoreConstants.fallingShare }

  /// - Returns: `nil` for a series without a positive value.
  init?(_ tracker: borrowing SeriesTracker) {
    let blocks = tracker.pyramid.blocks
    guard let last = blocks.last, let peak = tracker.maximum, peak.value > 0 else { return nil }
    self.peak = peak.value
    peakStep = peak.step
    now = last.mean
    let rises = (tracker.first?.value ?? peak.value) < 0.9 * peak.value
    warmUp = rises ? Double(peak.step.magnitudeOfDistance(to: tracker.lowestStep)) : 0
    sincePeak = Double(tracker.highestStep.magnitudeOfDistance(to: peak.step))
    func offset(_ block: SpanBlock) -> Double {
      Double(block.lastStep.magnitudeOfDistance(to: tracker.lowestStep))
    }
    let border = 0.8 * max(offset(last) + tracker.lead, 1e-12) - tracker.lead
    let place = blocks.partitionPoint { offset($0) > border } - 1
    let earlier = place < 0 ? nil : blocks[place]
    recentFall = ((earlier?.mean ?? now) - now) / peak.value
    if (tracker.lastFinite?.value ?? now) <= CoreConstants.exhaustedShare * peak.value {
      let place =
        blocks.lastIndex { $0.maximum.value > CoreConstants.exhaustedShare * peak.value }.map {
          $0 + 1
        } ?? 0
      exhaustedSince = place < blocks.count ? blocks[place].firstStep : last.lastStep
    }
    self.last = Extreme(
      value: tracker.lastFinite?.value ?? now,
      step: tracker.equalRun.since)
  }

  /// The factor on past gains while the rate falls, 0.5 to 1.
  var gainFactor: Double {
    isFalling ? min(1, CoreConstants.factorAtZeroRate + shareOfPeak) : 1
  }
}

extension LearningRateState {
  /// Whether a schedule has room left: the rate is above a tenth of its peak, and not constant.
  ///
  /// A rate that stays at its peak has no schedule to wait for; but a cosine schedule, too, looks
  /// constant for up to three warm-ups after the peak.
  var hasRoom: Bool {
    shareOfPeak > 0.1 && (shareOfPeak < 0.99 || isFalling || isRising || sincePeak < 3 * warmUp)
  }

  /// Whether the rate still rises to its peak, or has been there for less time than the rise took.
  var isWarmingUp: Bool { warmUp > 0 && shareOfPeak > 0.9 && (isRising || sincePeak < warmUp) }
}
