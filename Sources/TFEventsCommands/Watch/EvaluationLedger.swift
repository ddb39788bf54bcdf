import Scalars

/// Which evaluations were reported, so that a run that is read anew repeats none and loses none.
///
/// Remembers the last thousand or two; of those before it knows only until when they reach.
struct EvaluationLedger {
  private static let capacity = 1_024

  private var marks: [UInt64] = []
  private var wallTimes: [Double] = []
  /// Points up to this wall time are known without being remembered one by one.
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

  /// Points come again from here on; `knows` may be asked.
  mutating func beginReplay() { known = Set(marks) }

  /// Points are new again.
  mutating func endReplay() { known = [] }

  /// Whether a point that comes again was reported before.
  func knows(_ point: Point) -> Bool {
    point.wallTime <= horizon || known.contains(Self.mark(of: point))
  }

  /// Takes every point up to now for known, as when another series begins to be reported.
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
