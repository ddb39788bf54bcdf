import Scalars

extension Analysis {
  /// Whether the level has left its start by 5 standard errors and 5 % of the start's magnitude.
  ///
  /// The start is the level of the first twentieth of the run, or the first block alone where that was
  /// worse and the progress stands out of the noise of single blocks. Of shares such as accuracies, whose
  /// scale ends at 1, 5 % of what is missing to 1 will do.
  var hasLearned: Bool {
    func isProgress(from start: Double, error: Double) -> Bool {
      let size = size(of: start)
      let reach = isShare ? min(size, 1 - abs(start)) : size
      return start - best >= max(5 * error, 0.05 * reach)
    }
    return isProgress(from: start, error: standardError)
      || isProgress(from: series.values[0], error: noise)
  }

  /// Whether more is better (so values are turned) and all values lie within 0 to 1.
  private var isShare: Bool { series.values.allSatisfy { -1...0 ~= $0 } }

  /// The first step from which on the level stays within what counts of the best one, or of the one now.
  ///
  /// The level at a block is the mean of the blocks over the 10 % of the run before it.
  var flatSince: Double {
    var since = series.end
    let bar = max(best, now) + needed
    for i in series.steps.indices.reversed() {
      if trailingLevel(at: i) > bar { break }
      since = series.steps[i]
    }
    return since
  }

  /// The end of the last block that was nearer to the best level than to the level now.
  var lastGoodStep: Double {
    let middle = best + 0.5 * rise
    let place = series.values.lastIndex { $0 <= middle }
    return place.map { series.steps[$0] } ?? series.steps[0]
  }

  /// The steps around the best single value whose level is as good as the best one.
  ///
  /// As good is within two standard errors or the worthwhile gain; a block's level is the mean of it
  /// and its neighbours.
  func equivalentBlocks(around place: Int) -> ClosedRange<Int> {
    let bar = best + max(2 * standardError, worthwhile)
    var (low, high) = (place, place)
    while low > 0, smoothed(at: low - 1) <= bar { low -= 1 }
    while high + 1 < series.count, smoothed(at: high + 1) <= bar { high += 1 }
    return low...high
  }

  private func smoothed(at place: Int) -> Double {
    series.mean(of: max(0, place - 1)..<min(series.count, place + 2))
  }

  private func trailingLevel(at place: Int) -> Double {
    let border = series.steps[place] - Levels.window * series.elapsed
    var low = max(0, place + 1 - levels.blocksPerWindow)
    while low > 0, series.steps[low - 1] > border { low -= 1 }
    return series.mean(of: low..<place + 1)
  }
}

extension Judgement {
  /// Where things began, and what was spent since.
  mutating func noteTimes(_ analysis: Analysis, of run: RunEvidence) {
    let blocks = run.judged.pyramid.blocks
    if let best,
      let place = blocks.firstIndex(where: { $0.minimum == best || $0.maximum == best })
    {
      let range = analysis.equivalentBlocks(around: place)
      equivalentSteps = blocks[range.lowerBound].firstStep...blocks[range.upperBound].lastStep
    }
    switch verdict {
    case .plateaued where reason.isNeverLearned: break
    case .converged, .plateaued:
      convergedSince = Int64(rounding: analysis.flatSince)
      noteSpent(since: convergedSince, in: blocks)
    case .overfitting:
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
