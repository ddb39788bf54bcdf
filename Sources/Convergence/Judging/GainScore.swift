import Statistics

/// What the next steps promise, in units of the gain that counts.
///
/// Three views vote: the long gain, the recent gain, and the fitted fall, each times what such a gain
/// has been found to promise. The noisier the series, the more the long view counts and the less the
/// two short ones.
struct GainScore {
  /// The votes of the long gain, the recent gain and the fit.
  var votes: (long: Double, recent: Double, fitted: Double)
  /// How much the short views count: 0 in noise, 1 in quiet.
  var quietness: Double
  /// The weighted mean of the votes; above 1 more gain than counts is to come.
  var value: Double

  /// - Parameters:
  ///   - analysis: the series' numbers.
  ///   - factor: by which positive gains are scaled: by the kind of series and its learning rate.
  init(_ analysis: borrowing Analysis, factor: Double) {
    let needed = analysis.needed
    func vote(_ gain: Double) -> Double {
      let promised = (gain > 0 ? gain * factor : gain) / needed
      let range = CoreConstants.voteRange
      return min(range.upperBound, max(range.lowerBound, promised))
    }
    votes = (
      vote(CoreConstants.promiseOfLongGain * analysis.gains.long),
      vote(CoreConstants.promiseOfRecentGain * analysis.gains.recent),
      vote(CoreConstants.promiseOfFittedGain * analysis.gains.fitted)
    )
    let clarity = max(analysis.worthwhile / max(analysis.standardError, 1e-300), 1e-9)
    let span = naturalLogarithm(CoreConstants.quiet / CoreConstants.noisy)
    quietness = min(1, max(0, naturalLogarithm(clarity / CoreConstants.noisy) / span))
    value = (1 - quietness) * votes.long + quietness * 0.5 * (votes.recent + votes.fitted)
  }
}
