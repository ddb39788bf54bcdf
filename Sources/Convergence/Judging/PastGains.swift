import Statistics

/// How much a series has gained lately, and how much a fitted curve predicts.
struct PastGains {
  /// What the best level gained over the last third of the steps (with the horizon 50 %).
  var long: Double
  /// What it gained over the last fifth.
  var recent: Double
  /// The power law fitted to the last half, if the fit exists.
  var law: PowerLaw?
  /// The future fall by that law.
  var fitted: Double

  init(series: borrowing BlockSeries, levels: borrowing Levels, horizon: Double) {
    long = Self.gain(since: 1 + horizon, in: series, levels: levels)
    recent = Self.gain(since: 1 + horizon / 2, in: series, levels: levels)
    law = PowerLaw(series)
    fitted = law?.fall(over: 0.9 * horizon) ?? 0
  }

  /// The gain of the best level since 1/`divisor` of the steps had been taken.
  private static func gain(
    since divisor: Double, in series: BlockSeries, levels: Levels
  ) -> Double {
    let border = series.offset(atShare: (1 + 1e-12) / divisor)
    let split = levels.offsets.partitionPoint { $0 > border }
    guard let before = levels.values[..<split].min(), let after = levels.values[split...].min()
    else { return 0 }
    return before - after
  }
}
