extension Analysis {
  /// Whether the level has risen from its best so far that most of the run's progress is lost for
  /// good.
  var collapse: CoreVerdict.Divergence? {
    if hasExploded { return .exploded }
    let errors = CoreConstants.collapseErrors * standardError
    guard rise > errors, rise > CoreConstants.collapseShareOfBest * size(of: best), !hasRegained
    else { return nil }
    if progress > 3 * standardError, progress > 0.02 * size(of: start) {
      return rise > CoreConstants.collapseShareOfProgress * progress ? .gaveBackProgress : nil
    }
    // If there was no progress to lose, the level has to rise far; a few per cent are not enough.
    return now - start > max(size(of: start), errors) ? .leftItsStart : nil
  }

  /// Whether every block of the last window is ten times as high as the start of the run, whatever
  /// the noise.
  ///
  /// If values may be negative, "ten times" means: above the start by nine times the size of the
  /// start or of the progress.
  private var hasExploded: Bool {
    let bar = explosionBar
    let last = series.values.suffix(max(levels.blocksPerWindow, levels.lastWindowCount))
    return last.count >= 2 && last.allSatisfy { $0 > bar }
  }

  /// Whether it lies so far above its start that overfitting does not explain it.
  ///
  /// The cross-entropy of a model that is confident and wrong grows tenfold, but not a
  /// thousandfold.
  var hasExplodedFar: Bool {
    hasExploded && now - start > CoreConstants.farExplosion * max(size(of: start), size(of: best))
  }

  private var explosionBar: Double {
    start + (CoreConstants.explosion - 1) * max(size(of: start), size(of: best), progress)
  }

  /// The end of the last block before the level stayed beyond the bar of an explosion.
  var lastStepBeforeExplosion: Int64 {
    let place = series.values.lastIndex { $0 <= explosionBar }
    return series.step(at: series.offsets[place ?? 0])
  }

  /// Whether half of the rise was recovered; the part above the starting level is not counted.
  private var hasRegained: Bool {
    let top = min(worstSinceBest, max(start, best))
    return top - now > CoreConstants.regainedShare * (top - best)
  }
}
