import Scalars
import Statistics

/// What is wrong with a learning rate, as far as the curve shows.
public enum RateFault: Sendable, Hashable {
  /// The run stopped learning after little or no progress, at a high `rate` that never fell.
  case tooHigh(rate: Double)
  /// At a tiny `rate`, the loss falls steadily but slowly, or not at all.
  case tooLow(rate: Double)
}

extension RateFault {
  /// From here on, a learning rate is high if hardly anything is learned: usual for plain gradient
  /// descent, too large for adaptive optimizers.
  private static let high = 3e-3
  /// If the loss is that of guessing, a lower rate counts as high already: transformers collapse to
  /// guessing there.
  private static let highAtGuess = 1e-3
  /// Up to here, a rate is tiny: such rates are more often a mistake than intended.
  private static let tiny = 5e-6
  /// Progress is little if it is below this share of the starting level.
  private static let littleProgress = 0.25
  /// An accuracy is low below this share of its upper bound.
  private static let lowShare = 0.5
  /// A run learns slowly if its progress is less than this share of its start.
  private static let slowProgress = 0.1
  /// A fall is steady if its second half keeps this share of the first half's pace, relative to the
  /// learning rate.
  private static let steady = 0.6

  /// The fault that explains a flat run; nil if none shows.
  ///
  /// - Parameters:
  ///   - analysis: the judged series.
  ///   - run: its further series and facts.
  ///   - rate: the learning rate.
  ///   - isGuessing: whether the loss is that of guessing.
  init?(
    flat analysis: Analysis, of run: RunEvidence, _ rate: LearningRateState?, isGuessing: Bool
  ) {
    guard let rate, let rates = run.learningRate, rates.finiteCount >= StopConstants.fewestRates
    else { return nil }
    let hasMoved = analysis.hasLearned
    if rate.peak <= Self.tiny, run.judgedIsLoss, !hasMoved {
      self = .tooLow(rate: rate.peak)
      return
    }
    let bar = isGuessing ? Self.highAtGuess : Self.high
    guard rate.standsAtItsPeak, rate.peak >= bar,
      isGuessing || Self.learnedLittle(analysis, run)
    else { return nil }
    self = .tooHigh(rate: rate.peak)
  }

  /// The fault of an improving run; nil if none shows.
  init?(improving analysis: Analysis, of run: RunEvidence, _ rate: LearningRateState?) {
    guard let rate, rate.peak <= Self.tiny, run.judgedIsLoss, run.direction == .min,
      let rates = run.learningRate, rates.finiteCount >= StopConstants.fewestRates,
      analysis.progress < Self.slowProgress * analysis.size(of: analysis.start),
      Self.fallsSteadily(analysis, rates)
    else { return nil }
    self = .tooLow(rate: rate.peak)
  }

  /// Whether a loss, or an accuracy, stopped improving early and far from its possible best.
  private static func learnedLittle(_ analysis: Analysis, _ run: RunEvidence) -> Bool {
    let series = analysis.series
    let isEarly = series.offset(of: analysis.flatSince) <= 0.5 * series.elapsed
    guard isEarly else { return false }
    if run.direction == .max, let bounds = run.bounds, bounds.upperBound.isFinite {
      return -analysis.best < lowShare * bounds.upperBound
    }
    return run.judgedIsLoss && analysis.best > 0
      && analysis.progress < littleProgress * analysis.start
  }

  /// Whether the second half of the steps brought as much as the first, relative to the learning
  /// rate.
  private static func fallsSteadily(_ analysis: Analysis, _ rates: SeriesTracker) -> Bool {
    let values = analysis.series.values
    let half = values.count / 2
    guard values.count >= 20, rates.pyramid.blocks.count >= 4 else { return false }
    let width = max(2, values.count / 10)
    let start = analysis.start
    let middle = mean(Array(values[half - width / 2..<half + (width + 1) / 2])) ?? start
    let (first, second) = (start - middle, middle - analysis.now)
    let blocks = rates.pyramid.blocks
    let early = blocks.prefix(blocks.count / 2).reduce(0) { $0 + $1.mean }
    let late = blocks.suffix(blocks.count / 2).reduce(0) { $0 + $1.mean }
    guard first > 2 * analysis.standardError, late > 0, early > 0 else { return false }
    return second / late >= steady * first / early
  }
}

extension RateFault {
  /// The rate, for the evidence.
  var facts: [Evidence] {
    switch self {
    case .tooHigh(let rate): [Evidence("rate-too-high", rate)]
    case .tooLow(let rate): [Evidence("rate-too-low", rate)]
    }
  }
}

extension LearningRateState {
  /// Whether the rate is at its peak, and its warm-up is long over.
  package var standsAtItsPeak: Bool {
    shareOfPeak >= 0.9 && !isFalling && !isRising && sincePeak >= 3 * warmUp
  }
}
