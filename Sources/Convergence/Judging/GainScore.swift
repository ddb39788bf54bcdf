import Statistics

/// The gain expected from the next steps, in units of the gain that counts.
///
/// It is a weighted mean of three votes: the long gain, the recent gain and the fitted fall. Each
/// is multiplied by the share of such a gain that the next steps brought in the benchmark. The
/// noisier the series, the more weight the long gain has, and the less the other two.
struct GainScore {
  /// The votes of the long gain, the recent gain and the fit.
  var votes: (long: Double, recent: Double, fitted: Double)
  /// The weight of the two short-term votes: 0 in a noisy series, 1 in a quiet one.
  var quietness: Double
  /// The weighted mean of the votes; above 1 the expected gain is larger than the gain that counts.
  var value: Double

  /// - Parameters:
  ///   - analysis: the series' numbers.
  ///   - factor: scales positive gains; depends on the kind of series and the learning rate.
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
    if !analysis.hasRoom { value = min(value, 0) }
  }
}
