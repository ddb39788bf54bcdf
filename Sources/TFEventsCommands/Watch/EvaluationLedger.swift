import Scalars

/// Remembers which evaluations were reported, so that a run that is read again repeats none and
/// loses none.
///
/// Keeps the last thousand or two; for older ones it knows only the latest wall time.
struct EvaluationLedger {
  private static let capacity = 1_024

  private var marks: [UInt64] = []
  private var wallTimes: [Double] = []
  /// Points up to this wall time count as reported, without being stored one by one.
  private var horizon = -Double.infinity
  private var known: Set<UInt64> = []

  /// Whether nothing was ever noted.
  var isEmpty: Bool { marks.isEmpty }

  /// Remembers a point that was reported.
  mutating func note(_ point: Point) {
    if marks.count == 2 * Self.capacity {
      horizon = wallTimes.prefix(Self.capacity).filter(\.isFinite).max() ?? horizon
      marks.removeFirst(Self.capacity)
      wallTimes.removeFirst(Self.capacity)
    }
    marks.append(Self.mark(of: point))
    wallTimes.append(point.wallTime)
  }

  /// From here on, points come again; `knows` may be called.
  mutating func beginReplay() { known = Set(marks) }

  /// Points are new again.
  mutating func endReplay() { known = [] }

  /// Whether a point that comes again was reported before.
  func knows(_ point: Point) -> Bool {
    point.wallTime <= horizon || known.contains(Self.mark(of: point))
  }

  /// Treats every point up to now as reported, for example when another series begins to be
  /// reported.
  mutating func forget(before wallTime: Double) {
    self = EvaluationLedger()
    horizon = wallTime.isFinite ? wallTime : -.infinity
  }

  private static func mark(of point: Point) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(point.step)
    hasher.combine(point.wallTime.bitPattern)
    hasher.combine(point.value.bitPattern)
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}
