/// How a series is smoothed for display; judging never uses smoothed values.
public enum Smoothing: Sendable, Hashable {
  /// As it is.
  case none
  /// TensorBoard's slider: an exponential average with this weight and bias correction. It lags.
  case exponential(weight: Double)
  /// The mean of the last `count` points, of fewer at the start. It lags by half of them.
  case trailing(count: Int)
  /// The mean of the `count` points around each point; it does not lag.
  case centred(count: Int)
  /// ``centred(count:)`` without single spikes and with a straight end; see
  /// ``spikeFreeMean(_:radius:)``.
  case spikeFree(count: Int)

  /// The smoothed series: as many values as were given.
  ///
  /// Non-finite values are left out of every mean. ``exponential(weight:)`` shows them as they are,
  /// and so does a window without a finite value. O(n).
  public func smooth(_ values: [Double]) -> [Double] {
    switch self {
    case .none: values
    case .exponential(let weight): ExponentialMovingAverage.smooth(values, weight: weight)
    case .trailing(let count): trailingMean(values, count: count)
    case .centred(let count): slidingCentredMean(values, radius: max(0, count / 2))
    case .spikeFree(let count): spikeFreeMean(values, radius: max(0, count / 2))
    }
  }

  /// A centred, spike-free mean over 5 % of the points; no smoothing below 60 points.
  public static func automatic(points: Int) -> Smoothing {
    points < 60 ? .none : .spikeFree(count: max(3, points / 20))
  }
}
