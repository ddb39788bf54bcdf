public import Scalars

/// What the horizontal axis counts, and the position of a step or a point on it.
public struct HorizontalAxis: Sendable {
  /// What is counted.
  public enum Kind: String, Sendable, CaseIterable {
    /// Steps, as the writer counted them.
    case step
    /// Seconds since the run's first point.
    case time
    /// Seconds since the Unix epoch.
    case wall
    /// Epochs, from the run's own epoch series.
    case epoch
  }

  /// What is counted.
  public let kind: Kind
  private let origin: Double
  private let knots: [Knot]

  private struct Knot: Sendable {
    var step: Double
    var position: Double
  }

  /// The axis of steps, which needs no further data.
  public static let step = HorizontalAxis(kind: .step, origin: 0, knots: [])

  private init(kind: Kind, origin: Double, knots: [Knot]) {
    self.kind = kind
    self.origin = origin
    self.knots = knots
  }

  /// Creates an axis for one run.
  ///
  /// - Parameters:
  ///   - kind: What to count; steps are counted instead if the run does not have it.
  ///   - points: The judged series, from which the times of steps are taken.
  ///   - epochs: The run's epoch series, whose values are epochs.
  public init(_ kind: Kind, along points: [Point], epochs: [Point] = []) {
    let times = points.filter(\.wallTime.isFinite)
    switch kind {
    case .step: self = .step
    case .time, .wall:
      guard let first = times.map(\.wallTime).min() else { self = .step; return }
      let origin = kind == .time ? first : 0
      self.init(
        kind: kind, origin: origin,
        knots: Self.knots(times.map { ($0.step, $0.wallTime - origin) }))
    case .epoch:
      let knots = Self.knots(epochs.filter(\.value.isFinite).map { ($0.step, $0.value) })
      if knots.count < 2 { self = .step } else { self.init(kind: kind, origin: 0, knots: knots) }
    }
  }

  /// Knots with increasing steps; of several at one step the last is kept.
  private static func knots(_ pairs: [(step: Int64, position: Double)]) -> [Knot] {
    var knots: [Knot] = []
    for pair in pairs {
      let knot = Knot(step: Double(pair.step), position: pair.position)
      while let last = knots.last, last.step >= knot.step { knots.removeLast() }
      knots.append(knot)
    }
    return knots
  }

  /// The position of a point; nil if its time is missing.
  public func position(of point: Point) -> Double? {
    switch kind {
    case .step: Double(point.step)
    case .time, .wall: point.wallTime.isFinite ? point.wallTime - origin : nil
    case .epoch: position(ofStep: point.step)
    }
  }

  /// The position of a step, by linear interpolation between known positions; O(log n).
  public func position(ofStep step: Int64) -> Double? {
    if kind == .step { return Double(step) }
    guard let first = knots.first, let last = knots.last else { return nil }
    let wanted = Double(step)
    if knots.count == 1 { return first.position }
    if wanted >= last.step { return line(knots[knots.count - 2], last, at: wanted) }
    if wanted <= first.step { return line(first, knots[1], at: wanted) }
    var (low, high) = (0, knots.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if knots[middle].step <= wanted { low = middle } else { high = middle }
    }
    return line(knots[low], knots[high], at: wanted)
  }

  private func line(_ a: Knot, _ b: Knot, at step: Double) -> Double {
    let share = (step - a.step) / (b.step - a.step)
    return a.position + share * (b.position - a.position)
  }
}
