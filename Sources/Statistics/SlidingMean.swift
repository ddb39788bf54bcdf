/// The mean of each value and the `count − 1` before it; of fewer at the start.
///
/// Values that are not finite are left out; if a window holds nothing finite, the value stays as it
/// is. O(n), and without subtraction, so that one huge value leaves no rounding error behind it.
///
/// - Parameters:
///   - values: the series, equally spaced.
///   - count: how many values a window holds at most; at least 1.
/// - Returns: as many values as were given.
public func trailingMean(_ values: [Double], count: Int) -> [Double] {
  precondition(count >= 1, "a window holds at least 1 value, not \(count)")
  return slidingMeans(values) { i in max(0, i - count + 1)...i }
}

/// A series smoothed by the mean of each value's neighbourhood, without lag.
///
/// Value i becomes the mean of the finite values among i − r … i + r, with r cut to the distance
/// from the nearer end: windows stay centred, so a straight line stays itself up to its ends. A
/// value whose window holds nothing finite stays as it is. O(n) whatever the radius.
///
/// - Parameters:
///   - values: the series, equally spaced.
///   - radius: how many neighbours on each side; at least 0.
/// - Returns: as many values as were given.
public func slidingCentredMean(_ values: [Double], radius: Int) -> [Double] {
  precondition(radius >= 0, "a radius is at least 0, not \(radius)")
  let last = values.count - 1
  return slidingMeans(values) { i in
    let reach = min(radius, i, last - i)
    return i - reach...i + reach
  }
}

/// Means over windows whose two ends only move forward.
private func slidingMeans(
  _ values: [Double], window: (Int) -> ClosedRange<Int>
) -> [Double] {
  var sums = SlidingSum(values)
  return values.indices.map { i in sums.mean(of: window(i)) ?? values[i] }
}

/// The sum over a window that moves forward: a queue made of two stacks.
///
/// The front stack holds the sums of all suffixes of the values up to `border`. It is rebuilt when
/// the window's start passes the border. The sum of the values after the border is kept separately.
/// Each value is added twice in all.
private struct SlidingSum {
  private let values: [Double]
  private var suffixes: [Total] = []
  private var start = 0
  private var border = 0
  private var end = 0
  private var back = Total()

  private struct Total {
    var sum = 0.0
    var count = 0

    mutating func add(_ value: Double) {
      guard value.isFinite else { return }
      sum += value
      count += 1
    }
  }

  init(_ values: [Double]) { self.values = values }

  mutating func mean(of window: ClosedRange<Int>) -> Double? {
    while end <= window.upperBound {
      back.add(values[end])
      end += 1
    }
    if window.lowerBound >= border { turn(from: window.lowerBound) }
    let front = suffixes[window.lowerBound - start]
    let count = front.count + back.count
    return count == 0 ? nil : (front.sum + back.sum) / Double(count)
  }

  /// Rebuilds the front stack from the whole window.
  private mutating func turn(from first: Int) {
    var total = Total()
    suffixes = [Total](repeating: total, count: end - first)
    for index in stride(from: end - 1, through: first, by: -1) {
      total.add(values[index])
      suffixes[index - first] = total
    }
    start = first
    border = end
    back = Total()
  }
}
