import Scalars
import Statistics

extension Flag {
  /// Whether the training loss falls at the ends of epochs rather than within them.
  ///
  /// At each boundary after the first, the level in the last fifth of the epoch before is compared
  /// with the level in the first fifth of the epoch after. The flag is set if these drops are more
  /// than 60 % of the whole gain after the first epoch, and more than three standard errors of
  /// their sum.
  static func epochStairs(of run: RunEvidence) -> Flag? {
    guard let train = run.judgedIsValidation ? run.train : run.judged,
      let epochs = EpochScale(run.epoch)
    else { return nil }
    let series = BlockSeries(train, sign: run.direction.sign, keepsOutliers: true)
    let count = Int(clamping: (epochs.epoch(at: series.lastStep) + 0.02).rounded(.down))
    let perEpoch = epochs.steps * Double(series.count) / series.elapsed
    guard (1...25).contains(count), perEpoch >= 5 else { return nil }
    let width = max(1, Int(clamping: perEpoch / 5))
    var drop = 0.0
    var boundaries = 0
    for epoch in 1...count {
      let place = epochs.blocks(of: series, throughEpoch: Double(epoch))
      guard place >= width, place + width <= series.count else { continue }
      drop += series.mean(of: place - width..<place) - series.mean(of: place..<place + width)
      boundaries += 1
    }
    guard boundaries > 0 else { return nil }
    let first = epochs.blocks(of: series, throughEpoch: 1)
    guard first >= width, first < series.count else { return nil }
    let total =
      series.mean(of: first - width..<first)
      - series.mean(of: series.count - width..<series.count)
    let noise = noiseFromSecondDifferences(series.values)
    let error = noise * (2 * Double(boundaries) / Double(width)).squareRoot()
    guard total > 0, drop > 0.6 * total, drop > 3 * error else { return nil }
    return .epochStairs(
      share: drop / total, boundaries: boundaries,
      slopeWithinEpochs: run.direction.sign * (drop - total) / Double(boundaries))
  }
}

/// Converts between steps and epochs by a straight line through the ends of an epoch series.
package struct EpochScale {
  /// Steps in an epoch.
  package var steps: Double
  private var firstStep: Int64
  private var firstEpoch: Double

  /// - Returns: `nil` for a series that does not rise.
  package init?(_ tracker: SeriesTracker?) {
    guard let first = tracker?.first, let last = tracker?.lastFinite, last.value > first.value,
      last.step > first.step, first.value.isFinite
    else { return nil }
    firstStep = first.step
    firstEpoch = first.value
    steps = Double(last.step.magnitudeOfDistance(to: firstStep)) / (last.value - firstEpoch)
  }

  /// The blocks up to an epoch's end; plus 1 % of an epoch, because logged epochs are rounded.
  func blocks(of series: BlockSeries, throughEpoch epoch: Double) -> Int {
    series.countThrough(series.offset(of: firstStep) + (epoch - firstEpoch + 0.01) * steps)
  }

  func epoch(at step: Int64) -> Double {
    let distance = Double(step.magnitudeOfDistance(to: firstStep))
    return firstEpoch + (step < firstStep ? -distance : distance) / steps
  }
}
