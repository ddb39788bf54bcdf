import Scalars

extension SeriesTracker {
  /// The series from a step on, in the blocks that begin at or after it; single values seen before
  /// are forgotten.
  func since(_ step: Int64) -> SeriesTracker {
    var later = self
    later.keep(since: step)
    return later
  }
}

extension SeriesTracker {
  /// The number of blocks in a level: a tenth of all, and at least two.
  private var blocksPerLevel: Int { max(2, pyramid.count / 10) }

  /// The mean of the last blocks that begin at or before a step; of the first ones if none does.
  func level(through step: Int64) -> Double {
    let end = max(1, pyramid.blocks.prefix { $0.firstStep <= step }.count)
    return pyramid.blocks[..<end].suffix(blocksPerLevel).meanOfMeans
  }

  /// The mean of the first blocks that begin at or after a step; of the last one if none does.
  func level(from step: Int64) -> Double {
    let start = min(pyramid.count - 1, pyramid.blocks.prefix { $0.firstStep < step }.count)
    return pyramid.blocks[start...].prefix(blocksPerLevel).meanOfMeans
  }

  /// The mean of the last block that begins at or before a step.
  func mean(at step: Int64) -> Double? { pyramid.blocks.last { $0.firstStep <= step }?.mean }

  /// The lowest level up to and including a step, with the last step of its blocks; `nil` if there
  /// are too few blocks.
  func leastLevel(through step: Int64) -> Extreme? {
    let blocks = pyramid.blocks.prefix { $0.firstStep <= step }
    let width = blocksPerLevel
    guard blocks.count >= width else { return nil }
    return (width...blocks.count).map { end in
      Extreme(
        value: blocks[end - width..<end].meanOfMeans, step: blocks[end - 1].lastStep)
    }.min { $0.value < $1.value }
  }
}

extension ArraySlice<SpanBlock> {
  /// The mean of the blocks' means; NaN if there is no block.
  var meanOfMeans: Double { reduce(0) { $0 + $1.mean } / Double(count) }
}

extension EqualRun {
  /// The probability that this many values are equal by chance.
  ///
  /// The values are taken to be a continuous quantity, stored with `resolution`, that scatters as
  /// much as its last move before them, but not by more than its size. Two values with the normal
  /// scatter s around a level, rounded to r, are equal with a probability of at most r / (2 √π s).
  /// Moves of fewer than ten units say nothing: the scatter may be smaller than a unit.
  func probability(resolution: Double) -> Double {
    let scatter = min(leap, abs(value))
    guard scatter >= 10 * resolution else { return 1 }
    var probability = 1.0
    for _ in 1..<max(1, min(count, 64)) { probability *= 0.2821 * resolution / scatter }
    return probability
  }
}
