extension Analysis {
  /// How the run has diverged, if its level is so far above its best that most of the progress is
  /// lost for good; nil if not.
  var collapse: CoreVerdict.Divergence? {
    if hasExploded { return .exploded }
    let errors = CoreConstants.collapseErrors * standardError
    guard rise > errors, rise > CoreConstants.collapseShareOfBest * size(of: best), !hasRegained
    else { return nil }
    if isProgress(beyond: standardError) {
      return rise > CoreConstants.collapseShareOfProgress * progress ? .gaveBackProgress : nil
    }
    // If there is no progress to lose, the level must rise far, not only by a few per cent.
    guard now - start > max(size(of: start), errors) else { return nil }
    // The values after the best may scatter by more than the whole progress. So the noise up to the
    // best decides whether the progress was real.
    return isProgress(beyond: standardError(through: bestBlock)) ? .gaveBackProgress : .leftItsStart
  }

  private func isProgress(beyond error: Double) -> Bool {
    progress > 3 * error && progress > 0.02 * size(of: start)
  }

  /// Whether every block of the last window lies ten times as high as the run began, whatever the
  /// noise.
  ///
  /// If values may be negative, that is nine times the size of the start or of the progress above
  /// it.
  private var hasExploded: Bool {
    let bar = explosionBar
    let last = series.values.suffix(max(levels.blocksPerWindow, levels.lastWindowCount))
    return last.count >= 2 && last.allSatisfy { $0 > bar }
  }

  /// Whether it lies so far above its start that overfitting does not explain it: the cross-entropy
  /// of a model that is sure of itself and wrong grows tenfold, but not a thousandfold.
  var hasExplodedFar: Bool {
    hasExploded && now - start > CoreConstants.farExplosion * max(size(of: start), size(of: best))
  }

  private var explosionBar: Double {
    start + (CoreConstants.explosion - 1) * max(size(of: start), size(of: best), progress)
  }

  /// The end of the last block before the level stayed above the bar of an explosion.
  var lastStepBeforeExplosion: Int64 { lastStep(below: explosionBar) }

  /// Whether half of the rise since the best level is recovered; levels above the start count as
  /// the start.
  private var hasRegained: Bool {
    let top = min(worstSinceBest, max(start, best))
    return top - now > CoreConstants.regainedShare * (top - best)
  }
}
