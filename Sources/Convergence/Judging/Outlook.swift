import Scalars
import Statistics

extension Judgement {
  /// The forecast, and what to do.
  mutating func noteOutlook(
    _ analysis: Analysis?, score: GainScore?, of run: RunEvidence, parameters: JudgeParameters
  ) {
    noteProbability(analysis, score)
    if let analysis, let score {
      ratio = score.value
      if verdict != .diverged, verdict != .tooLittleData {
        forecast = Forecast(analysis, of: run, horizon: parameters.horizon)
        expectedGain = forecast.map {
          run.direction.sign * (run.direction.sign * analysis.now - $0.value)
        }
      }
    }
    stopAdvice = StopAdvice(self, analysis, of: run, parameters: parameters)
  }

  private mutating func noteProbability(_ analysis: Analysis?, _ score: GainScore?) {
    switch verdict {
    case .tooLittleData: return
    case .improving, .converged, .plateaued, .undecidable:
      guard let score else { return }
      probabilityImproving = CoreConstants.probability(score.value)
    case .overfitting, .worsening, .diverged:
      probabilityImproving = CoreConstants.probabilityStopped
    }
    confidence = confidence(analysis)
  }
}

extension Reason {
  /// Whether the run has diverged because of NaN or infinite values, which noise cannot explain.
  var isNonFinite: Bool {
    switch self {
    case .endsNonFinite, .oftenNonFinite, .neverFinite, .zeroLoss, .gradientNotFinite: true
    default: false
    }
  }
}

extension Forecast {
  private mutating func clamp(to range: ClosedRange<Double>) {
    func clamped(_ value: Double) -> Double {
      min(range.upperBound, max(range.lowerBound, value))
    }
    (value, low, high) = (clamped(value), clamped(low), clamped(high))
  }

  /// The forecast of the level after the horizon's steps, or at the run's last step if that is
  /// known.
  ///
  /// It is the level now minus the fall of the fitted power law. The standard deviation of its
  /// range combines: how far the three votes disagree, a third of the fall, the standard error, a
  /// third of the worthwhile gain, and half of the rise since the best level.
  ///
  /// - Returns: `nil` if the run has reached its last step.
  init?(_ analysis: borrowing Analysis, of run: borrowing RunEvidence, horizon: Double) {
    let series = analysis.series
    var ahead = horizon
    if let maxSteps = run.maxSteps {
      ahead = (series.offset(of: maxSteps) - series.lastOffset) / series.elapsed
      guard ahead > 0 else { return nil }
    }
    isForEnd = run.maxSteps != nil
    share = ahead
    atStep = run.maxSteps ?? series.step(at: series.lastOffset + ahead * series.elapsed)
    // The gains were calibrated for 50 % more steps; for other horizons they grow like the
    // logarithm of the steps.
    let stretch = naturalLogarithm(1 + ahead) / naturalLogarithm(1.5)
    let fall = analysis.gains.law?.fall(over: 0.9 * ahead) ?? 0
    let gains = [0.6 * stretch * analysis.gains.long, 1.3 * stretch * analysis.gains.recent, fall]
    let spread = standardDeviation(gains) ?? 0
    let parts = [
      spread, 0.3 * fall, analysis.standardError, 0.3 * analysis.worthwhile, 0.5 * analysis.rise,
    ]
    let deviation = parts.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let sign = run.direction.sign
    value = sign * (analysis.now - fall)
    low = value - CoreConstants.range80 * deviation
    high = value + CoreConstants.range80 * deviation
    clamp(to: run.bounds ?? -.infinity ... .infinity)
    // A series that was never negative is not forecast to become negative; nothing else is assumed
    // about signs.
    if let least = run.judged.minimum?.value, least >= 0 { clamp(to: 0 ... .infinity) }
  }
}
