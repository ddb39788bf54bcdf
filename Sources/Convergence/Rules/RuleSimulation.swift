public import Scalars
import Statistics

extension Rule {
  /// A rule at work on a series, point by point, in constant memory (N values for `std:N`).
  ///
  /// A value that is not finite is never better and never a best, as in the frameworks; `std` does
  /// not fire while one is in its window. `trend:mann-kendall` looks at the blocks of a
  /// ``SpanPyramid``, at every new block.
  public struct Simulation: Sendable {
    private let rule: Rule
    private let sign: Double
    private var count = 0
    private var best = Double.infinity
    private var bestByStop = Double.infinity
    private var stopStep: Int64?
    private var lastStep: Int64 = 0
    private var fires = false
    /// The number of values since the best one, for `patience`; of strips that got worse, for
    /// `prechelt-up`.
    private var streak = 0
    /// The best value by more than the least difference, for `patience`; the end of the last strip,
    /// for `prechelt-up`.
    private var reference = Double.infinity
    private var window: [Double] = []
    private var trainWindow: [Double] = []
    private var tracker = SeriesTracker(tracksSpikes: false)

    private static let strip = 5

    /// Creates a simulation on a series; `direction` says whether less or more is better.
    public init(_ rule: Rule, direction: Direction) {
      self.rule = rule
      sign = direction.sign
    }

    /// Adds a point of the series.
    public mutating func push(_ point: Point) {
      let value = sign * point.value
      count += 1
      lastStep = point.step
      if value < best { best = value }
      fires = decide(value, point)
      if fires, stopStep == nil {
        stopStep = point.step
        bestByStop = best
      }
    }

    /// Adds a point of the training series, for `prechelt-pq`; without any, the progress of the
    /// series itself is used.
    public mutating func pushTrain(_ point: Point) {
      guard case .precheltProgressQuotient = rule else { return }
      keep(sign * point.value, in: \.trainWindow, last: Self.strip)
    }

    private mutating func decide(_ value: Double, _ point: Point) -> Bool {
      switch rule {
      case .standardDeviation(let length, let threshold):
        keep(value, in: \.window, last: length)
        return window.count == length
          && (Statistics.standardDeviation(window) ?? .infinity) < threshold
      case .patience(let patience, let delta):
        if value < reference - delta { (reference, streak) = (value, 0) } else { streak += 1 }
        return streak >= patience
      case .precheltGeneralisationLoss(let bar): return (generalisationLoss(value) ?? 0) > bar
      case .precheltProgressQuotient(let bar):
        keep(value, in: \.window, last: Self.strip)
        guard let loss = generalisationLoss(value), let progress else { return false }
        return loss / progress > bar
      case .precheltUp(let strips):
        if count % Self.strip == 0 {
          streak = value > reference ? streak + 1 : 0
          reference = value
        }
        return streak >= strips
      case .mannKendall: return hasNoTrend(with: point)
      }
    }

    /// What the rule would have done until now.
    public var outcome: RuleOutcome {
      var outcome = RuleOutcome(rule: rule, firesAtEnd: fires)
      guard let stopStep else { return outcome }
      outcome.stopStep = stopStep
      let (saved, overflow) = lastStep.subtractingReportingOverflow(stopStep)
      outcome.stepsSaved = overflow ? .max : max(0, saved)
      guard bestByStop.isFinite else { return outcome }
      outcome.bestByThen = sign * bestByStop
      if best != 0 { outcome.cost = (bestByStop - best) / abs(best) }
      return outcome
    }
  }
}

extension Rule.Simulation {
  private mutating func keep(
    _ value: Double, in window: WritableKeyPath<Self, [Double]>, last count: Int
  ) {
    self[keyPath: window].append(value)
    if self[keyPath: window].count > count { self[keyPath: window].removeFirst() }
  }

  /// GL = 100 (E/E_opt − 1), for any sign: how many per cent worse a value is than the best.
  private func generalisationLoss(_ value: Double) -> Double? {
    guard best.isFinite, best != 0, value.isFinite else { return nil }
    return 100 * (value - best) / abs(best)
  }

  /// P₅ = 1000 (mean of the last five training values / their minimum − 1).
  private var progress: Double? {
    let strip = trainWindow.isEmpty ? window : trainWindow
    guard strip.count == Self.strip, let least = strip.min(), let mean = mean(strip), least != 0
    else { return nil }
    let progress = 1000 * (mean - least) / abs(least)
    return progress > 0 ? progress : nil
  }

  private mutating func hasNoTrend(with point: Point) -> Bool {
    let openings = tracker.pyramid.openings
    tracker.push(point)
    guard tracker.pyramid.openings != openings else { return fires }
    let series = BlockSeries(tracker, sign: sign, keepsOutliers: true)
    let half = series.countThrough(series.offset(atShare: 0.5))
    let values = Array(series.values[half...])
    guard values.count >= 5 else { return false }
    let test = MannKendall(values)
    return !(test.score < 0 && test.pValue < 0.05)
  }
}
