import Statistics

extension Analysis {
  /// Whether the level has left its best by more than noise and by more than a worthwhile gain,
  /// without coming back.
  var isWorsening: Bool {
    guard rise > worthwhile, !levelsAfterBest.isEmpty, !isOnItsWayBack else { return false }
    let errors = CoreConstants.worseningErrors
    return rise > errors * max(standardError, wander)
      || (rise > errors * standardError && hasSteppedUp)
  }

  /// Whether the series stepped up: from some block on, all blocks are above all of the same number
  /// of blocks before it.
  ///
  /// A level that jumps and stays scatters the levels around the jump, so `wander` takes it for
  /// noise. But noise that wanders hardly ever divides the blocks like that.
  private var hasSteppedUp: Bool {
    let values = series.values
    let least = max(CoreConstants.fewestStepBlocks, values.count / 20)
    guard values.count >= 2 * least else { return false }
    var lowest = Double.infinity
    for place in values.indices.reversed() {
      lowest = min(lowest, values[place])
      let count = values.count - place
      guard count >= least else { continue }
      guard place >= count else { return false }
      if values[place - count..<place].allSatisfy({ $0 < lowest }) { return true }
    }
    return false
  }

  /// The standard deviation of a difference of two levels, from the scatter of the levels
  /// themselves.
  ///
  /// If noise is correlated over more than a block, blocks scatter less than their windows do.
  var wander: Double {
    let width = max(levels.blocksPerWindow, series.count / 10)
    let values = Array(series.values.suffix(max(3 * width, series.count / 2)))
    guard values.count >= 3 * width + 2 else { return 0 }
    var means = [mean(Array(values[..<width])) ?? 0]
    for i in width..<values.count {
      means.append(means[i - width] + (values[i] - values[i - width]) / Double(width))
    }
    let differences = (0..<means.count - 2 * width).map {
      abs(means[$0 + 2 * width] - 2 * means[$0 + width] + means[$0])
    }
    return standardDeviationsPerMAD * (median(differences) ?? 0) / 3.0.squareRoot()
  }

  /// Whether, at the pace of the last fifth of the steps, the best level is reached again within 50
  /// % more steps.
  var isOnItsWayBack: Bool {
    let place = max(bestIndex, levels.values.count - 3)
    let windows = Double(levels.values.count - 1 - place)
    guard windows > 0 else { return false }
    let pace = (levels.values[place] - now) / windows
    return pace * CoreConstants.windowsAhead >= rise
  }
}
