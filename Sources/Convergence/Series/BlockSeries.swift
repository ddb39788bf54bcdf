import Statistics

/// A series as the judge sees it: block means in step order, turned so that less is better.
struct BlockSeries {
  /// Block means, times the direction's sign.
  var values: [Double]
  /// The highest step of each block.
  var steps: [Double]
  /// Where steps are counted from: 0, or the first step where that is below.
  var origin: Double

  init(_ tracker: borrowing SeriesTracker, sign: Double) {
    let blocks = tracker.pyramid.blocks.span
    values = Array(capacity: blocks.count) { values in
      for place in blocks.indices { values.append(sign * blocks[place].mean) }
    }
    steps = Array(capacity: blocks.count) { steps in
      for place in blocks.indices { steps.append(Double(blocks[place].lastStep)) }
    }
    origin = min(0, tracker.points > 0 ? Double(tracker.lowestStep) : 0)
  }

  /// The series as it was when the run had taken a share of its steps, in today's blocks.
  func prefix(through share: Double) -> BlockSeries {
    var prefix = self
    let count = countThrough(origin + share * elapsed)
    prefix.values.removeLast(self.count - count)
    prefix.steps.removeLast(self.count - count)
    return prefix
  }

  var count: Int { values.count }
  var end: Double { steps.last ?? origin }
  /// Steps taken from the origin to the last block, at least a hair above 0.
  var elapsed: Double { max(end - origin, 1e-12) }

  /// How many blocks end at or before `step`.
  func countThrough(_ step: Double) -> Int { steps.partitionPoint { $0 > step } }

  /// The mean of the blocks that end at `step` or just before it, a tenth of all blocks and at least 2.
  func level(at step: Double) -> Double {
    let end = max(countThrough(step), 1)
    return mean(of: max(0, end - max(2, count / 10))..<end)
  }

  func mean(of range: Range<Int>) -> Double {
    var sum = 0.0
    for i in range { sum += values[i] }
    return sum / Double(range.count)
  }
}
