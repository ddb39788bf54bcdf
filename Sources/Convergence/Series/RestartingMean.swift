import Scalars
import Statistics

/// Detects a mean that restarts regularly, as Keras logs `batch_loss`.
///
/// The k-th value of a running mean moves by about σ/k, so k times its moves are about equal; a
/// restart exceeds that by far. A restart is a move for which k × move is more than 8 times the
/// average of the last sixteen, and more than √k times: a restart after many points exceeds it by
/// far more than a single odd value can. The series is such a mean if most restarts have the same
/// distance (or multiples of it, since some restarts are too small to see), if moves shrink between
/// restarts as those of a running mean do, and if restarts do not all go far in the direction that
/// is worse, as the stages of a curriculum do. The last values before the restarts are the means of
/// the epochs.
public struct RestartingMean: Sendable {
  /// The values before the restarts: each epoch's mean; `nil` before the first.
  public var ends: SeriesTracker? { trackers.first }
  // An array of zero or one element, since every tracker has one of these.
  private var trackers: [SeriesTracker] = []
  private let direction: Direction
  private var last = Point(step: 0, wallTime: 0, value: .nan)
  /// The recent average of move × points since the restart.
  private var recent = 0.0
  private var count = 0
  private var lastRestart = 0
  /// The distances between restarts in points; only the first ones are kept.
  private var distances: [Int] = []
  /// The sum of the moves at restarts, in the direction that is worse.
  private var rises = 0.0

  /// Sums of moves by the number of points since the restart: 1, 2 to 3, 4 to 7 and so on.
  private var sums = InlineArray<16, Double>(repeating: 0)
  private var counts = InlineArray<16, Int>(repeating: 0)

  private static let jump = 8.0
  private static let weight = 1.0 / 16
  private static let climb = 4.0
  private static let fewestPoints = 9
  private static let mostDistances = 256

  init(direction: Direction) { self.direction = direction }

  @inline(__always)
  mutating func push(_ point: Point) {
    count &+= 1
    let age = count &- lastRestart
    let move = abs(point.value - last.value)
    let scaled = Double(age) * move
    if isRestart(scaled, at: age) {
      noteRestart(after: age - 1, at: point.value)
      last = point
      return
    }
    last = point
    if age == 1 { return }
    let isFirstEpoch = trackers.isEmpty
    // The mean of the first sixteen moves, then of about the last sixteen.
    let share = isFirstEpoch && age < 16 ? 1 / Double(age) : Self.weight
    recent = recent * (1 - share) + scaled * share
    if !isFirstEpoch { note(move, at: age) }
  }

  @inline(__always)
  private func isRestart(_ scaled: Double, at age: Int) -> Bool {
    scaled > Self.jump * recent && age >= Self.fewestPoints
      && scaled * scaled > Double(age) * recent * recent
  }

  /// Adds points, as if one by one.
  mutating func push(_ points: Span<Point>) {
    var next = 0
    while next < points.count {
      next += pushWithoutRestart(points.extracting(next...))
      if next == points.count { return }
      push(points[next])
      next += 1
    }
  }

  /// Bulk version of `push`, for as long as no restart was ever seen.
  ///
  /// - Returns: The number of points taken: up to one that may be a restart.
  private mutating func pushWithoutRestart(_ points: Span<Point>) -> Int {
    guard trackers.isEmpty, count >= 16 else { return 0 }
    // Kept in locals: stored properties would be written back at each point.
    var (recent, value, age) = (recent, last.value, Double(count))
    var taken = 0
    while taken < points.count {
      age += 1
      let scaled = age * abs(points[taken].value - value)
      if scaled > Self.jump * recent { break }
      recent = recent * (1 - Self.weight) + scaled * Self.weight
      value = points[taken].value
      taken &+= 1
    }
    if taken == 0 { return 0 }
    self.recent = recent
    count += taken
    last = points[taken - 1]
    return taken
  }

  @inline(never)
  private mutating func noteRestart(after points: Int, at value: Double) {
    // An outlying value moves a mean, too, but in the middle of an epoch.
    if distances.count >= 3, let usual = Statistics.median(distances.map(Double.init)),
      Double(points) < 0.6 * usual
    {
      return
    }
    if trackers.isEmpty { trackers.append(SeriesTracker(direction: direction)) }
    trackers[0].push(last)
    if distances.count < Self.mostDistances {
      distances.append(points)
      rises += direction.sign * (value - last.value)
    }
    // The point is the first of its epoch.
    lastRestart = count - 1
  }

  /// Adds a move to the sum for its number of points since the restart.
  private mutating func note(_ move: Double, at age: Int) {
    guard age < 0x1_0000 else { return }
    let bin = 63 - age.leadingZeroBitCount
    sums[bin] += move
    counts[bin] &+= 1
  }

  /// The number of points between restarts; `nil` unless the series is a restarting mean.
  ///
  /// This is the median distance after the first, from three restarts or more. Two thirds of the
  /// distances must be multiples of it to within 4 %, or three points, and moves must shrink like
  /// those of a running mean.
  public var period: Int? {
    let all = distances.dropFirst()
    guard all.count >= 2 else { return nil }
    let period = all.sorted()[(all.count - 1) / 2]
    let tolerance = max(3, Double(period) * 0.04)
    guard Double(period) >= 3 * tolerance else { return nil }
    let regular = all.count { distance in
      let times = max(1, (Double(distance) / Double(period)).rounded())
      return abs(Double(distance) - times * Double(period)) <= tolerance * times.squareRoot()
    }
    // Restarts too small to see must be the minority at both ends, too.
    let isSteady =
      2 * Double(period) * Double((ends?.points ?? 0) + 1) >= Double(count)
      && distances[0] < 3 * period
      && count - lastRestart < 3 * period
    return isSteady && regular * 3 >= all.count * 2 && isMean(within: period) ? period : nil
  }

  /// Whether the series looks like such a mean, but with too few epochs to judge it by their ends:
  /// two restarts after the same number of points.
  var hasTwoEpochs: Bool {
    guard distances.count == 2 else { return false }
    let period = distances[1]
    let tolerance = max(3, Double(period) * 0.04)
    return Double(period) >= 3 * tolerance
      && Double(abs(distances[0] - period)) <= tolerance
      && Double(count - lastRestart) <= Double(period) + tolerance && isMean(within: period)
  }

  private func isMean(within period: Int) -> Bool {
    growsQuiet(within: period) && !climbsAtRestarts
  }

  /// Whether restarts go further in the direction that is worse than those of a mean can.
  ///
  /// If the first value of an epoch is worse by J and the others are not, the mean moves by J at
  /// the restart and by J/2 and J/6 at the next points: on average a third. A loss that a harder
  /// stage raised comes down in smaller steps.
  private var climbsAtRestarts: Bool {
    guard counts[1] > 0 else { return false }
    return rises / Double(distances.count) > Self.climb * sums[1] / Double(counts[1])
  }

  /// Whether moves shrink like 1/k over the points of an epoch, to within a factor of 3.
  private func growsQuiet(within period: Int) -> Bool {
    let top = min(15, 62 - max(1, period).leadingZeroBitCount)
    guard top >= 3, counts[top] > 0 else { return false }
    let late = sums[top] / Double(counts[top])
    return (1..<top).allSatisfy { bin in
      let least = bin == 1 ? 2.5 : 1
      return counts[bin] > 0
        && sums[bin] / Double(counts[bin]) >= late * max(least, Double(1 << (top - bin)) / 3)
    }
  }
}
