import Scalars

/// A series as the stopping rule sees it: one value per block, with the sign that makes less
/// better.
///
/// For a validation series these are the measured values. A training loss is measured on one batch
/// after another, so its value is the mean over the last tenth of the points, at least five.
struct Evaluations {
  /// The best value within each block; for a training series, the level at the block's end.
  private(set) var lows: [Double]
  /// The value of each block: its mean; for a training series, the level at the block's end.
  private(set) var values: [Double]
  /// The steps taken by the end of each block; the series begins one point distance before its
  /// first step.
  private(set) var steps: [Double]
  /// The number of points up to the end of each block.
  private(set) var points: [Int]

  init(_ tracker: borrowing SeriesTracker, sign: Double, isTraining: Bool) {
    let blocks = tracker.pyramid.blocks
    let first = tracker.lowestStep
    let lead = tracker.lead
    steps = blocks.map { lead + Double($0.lastStep.magnitudeOfDistance(to: first)) }
    values = blocks.map { sign * $0.mean }
    lows = blocks.map { sign * (sign > 0 ? $0.minimum : $0.maximum).value }
    points = []
    points.reserveCapacity(blocks.count)
    for block in blocks { points.append((points.last ?? 0) + block.count) }
    if isTraining { smooth() }
  }

  /// How many blocks there are.
  var count: Int { steps.count }

  /// The first of the last blocks, up to `block`, that hold at least `wanted` points together.
  func start(ofLast wanted: Int, through block: Int) -> Int {
    var start = block
    while start > 0, points[block] - points[start - 1] < wanted { start -= 1 }
    return start
  }

  private mutating func smooth() {
    var sums = [0.0]
    for block in values.indices {
      sums.append((sums.last ?? 0) + values[block] * Double(count(in: block)))
    }
    for block in values.indices {
      let from = start(ofLast: max(5, points[block] / 10), through: block)
      let before = from > 0 ? points[from - 1] : 0
      values[block] = (sums[block + 1] - sums[from]) / Double(points[block] - before)
    }
    lows = values
  }

  private func count(in block: Int) -> Int {
    block > 0 ? points[block] - points[block - 1] : points[0]
  }
}
