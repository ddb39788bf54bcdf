import Scalars
import Statistics

extension Analysis {
  /// Whether the level has left its start by 5 standard errors and 5 % of the start's magnitude.
  ///
  /// The start is the level of the first twentieth of the run; or the first block alone, if that
  /// was worse and the progress exceeds the noise of single blocks.
  var hasLearned: Bool {
    func isProgress(from start: Double, error: Double) -> Bool {
      start > best && start - best >= max(5 * error, 0.05 * size(of: start))
    }
    return isProgress(from: start, error: standardError)
      || isProgress(from: series.values[0], error: noise)
  }

  /// The level when two thirds of the steps had been taken, and the step at which that was.
  var levelAtTwoThirds: (level: Double, step: Int64) {
    let place = max(0, series.countThrough(series.offset(atShare: 2.0 / 3 + 1e-9)) - 1)
    return (trailingLevel(at: place), series.step(at: series.offsets[place]))
  }

  /// The step since which the level has stayed near the level now.
  ///
  /// Near means within the gain that counts, or within the scatter of the levels. The scatter is
  /// limited to a share of the progress, because a spike makes levels scatter, too.
  /// The level at a block is the mean of the blocks over the 10 % of the run before it.
  var flatSince: Int64 {
    var since = series.lastOffset
    let scatter = CoreConstants.worseningErrors * wander
    let most = hasLearned ? CoreConstants.flatShareOfProgress * progress : .infinity
    let tolerance = max(needed, min(scatter, most))
    for i in series.offsets.indices.reversed() {
      if abs(trailingLevel(at: i) - now) > tolerance { break }
      since = series.offsets[i]
    }
    return series.step(at: since)
  }

  /// The end of the last block that was nearer to the best level than to the level now.
  var lastGoodStep: Int64 { lastStep(below: best + 0.5 * rise) }

  /// The end of the block at which the series turned from mostly below `bar` to mostly above it.
  ///
  /// Only blocks after the best level count. A single block above `bar` is no turn.
  func lastStep(below bar: Double) -> Int64 {
    var (place, sum, most) = (bestBlock, 0, 0)
    for block in series.values.indices where block > bestBlock {
      sum += series.values[block] <= bar ? 1 : -1
      if sum >= most { (place, most) = (block, sum) }
    }
    return series.step(at: series.offsets[place])
  }

  /// The last block of the best level's window.
  var bestBlock: Int { max(0, series.countThrough(levels.offsets[bestIndex]) - 1) }

  /// The last steps of the first and the last block around a step whose level is as good as the
  /// best one.
  ///
  /// As good means within two standard errors or the worthwhile gain; a block's level is the mean
  /// of it and its neighbors. If the noise up to the best step is smaller, that noise is used,
  /// since the series may explode later.
  func equivalentSteps(around step: Int64) -> ClosedRange<Int64> {
    // Outlying blocks are missing here, so the block is found by its step.
    let offset = series.offset(of: step)
    let block = min(series.offsets.partitionPoint { $0 >= offset }, series.count - 1)
    let bar = best + max(2 * standardError(through: block), worthwhile) + 1e-9 * scale
    var (low, high) = (block, block)
    while low > 0, smoothed(at: low - 1) <= bar { low -= 1 }
    while high + 1 < series.count, smoothed(at: high + 1) <= bar { high += 1 }
    return series.step(at: series.offsets[low])...series.step(at: series.offsets[high])
  }

  /// The standard error by the noise up to a block.
  func standardError(through block: Int) -> Double {
    noise > 0 ? standardError * noise(through: block) / noise : standardError
  }

  /// The noise of the blocks up to just after `block`; at most the noise at the end of the run.
  func noise(through block: Int) -> Double {
    let width = max(10, series.count / 4)
    let near = max(0, block - width)..<min(series.count, block + 3)
    if near.count < 6 { return noise }
    return min(noise, noiseFromSecondDifferences(series.values.span.extracting(near)))
  }

  private func smoothed(at place: Int) -> Double {
    series.mean(of: max(0, place - 1)..<min(series.count, place + 2))
  }

  private func trailingLevel(at place: Int) -> Double {
    let border = series.offsets[place] - Levels.window * series.elapsed
    var low = max(0, place + 1 - levels.blocksPerWindow)
    while low > 0, series.offsets[low - 1] > border { low -= 1 }
    return series.mean(of: low..<place + 1)
  }
}

extension Judgement {
  /// Notes where things began, and what was spent since.
  mutating func noteTimes(_ analysis: Analysis, of run: RunEvidence) {
    let blocks = run.judged.pyramid.blocks
    if let best {
      let range = analysis.equivalentSteps(around: best.step)
      let low = blocks.partitionPoint { $0.lastStep >= range.lowerBound }
      let high = blocks.partitionPoint { $0.lastStep >= range.upperBound }
      if high < blocks.count {
        equivalentSteps =
          min(blocks[low].firstStep, best.step)...max(blocks[high].lastStep, best.step)
      }
    }
    switch verdict {
    case .plateaued where reason.isNeverLearned: break
    case .converged, .plateaued:
      convergedSince = analysis.flatSince
      noteSpent(since: convergedSince, in: blocks)
    case .overfitting, .worsening:
      onsetStep = bestLevel?.step
      noteSpent(since: onsetStep, in: blocks)
    case .diverged:
      onsetStep = reason.since
      noteSpent(since: onsetStep, in: blocks)
    case .improving, .undecidable, .tooLittleData: break
    }
  }

  private mutating func noteSpent(since step: Int64?, in blocks: [SpanBlock]) {
    guard let step, let end = steps?.upperBound, step <= end else { return }
    let (spent, overflow) = end.subtractingReportingOverflow(step)
    stepsSince = overflow ? .max : spent
    let place = blocks.partitionPoint { $0.lastStep >= step }
    guard let last, place < blocks.count else { return }
    let seconds = last.wallTime - blocks[place].lastWallTime
    if seconds.isFinite, seconds >= 0 { wallSecondsSince = seconds }
  }
}
