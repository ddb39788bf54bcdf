import Scalars

/// Selects which points of a series are written.
public struct PointSelection: Sendable {
  /// The steps that are wanted.
  public var steps: ClosedRange<Int64> = .min ... .max
  /// Only every N-th point of each series, beginning with the first.
  public var every = 1
  private var counts: [Int] = []

  /// Creates a selection of all points.
  public init() {}

  /// Whether all points go out.
  public var isEverything: Bool { steps == .min ... .max && every == 1 }

  /// Removes the points that are not wanted.
  public mutating func apply(to batch: inout PointBatch) {
    if isEverything { return }
    let (steps, every) = (steps, every)
    var counts = counts
    let (all, series) = (batch.points.steps, batch.points.series)
    batch.keep { row in
      guard steps.contains(all[row]) else { return false }
      let number = Int(series[row])
      while counts.count <= number { counts.append(0) }
      defer { counts[number] += 1 }
      return counts[number].isMultiple(of: every)
    }
    self.counts = counts
  }
}
