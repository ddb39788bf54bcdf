extension Analysis {
  /// Whether the level has left its best so far that the run's progress is mostly gone for good.
  var collapse: CoreVerdict.Divergence? {
    let errors = CoreConstants.collapseErrors * standardError
    guard rise > errors, rise > CoreConstants.collapseShareOfBest * size(of: best) else {
      return nil
    }
    let outcome: CoreVerdict.Divergence?
    if progress > 3 * standardError, progress > 0.02 * size(of: start) {
      outcome =
        rise > CoreConstants.collapseShareOfProgress * progress ? .gaveBackProgress : nil
    } else {
      let margin = max(CoreConstants.riseAboveStart * size(of: start), errors)
      outcome = now > start + margin ? .leftItsStart : nil
    }
    return hasRegained ? nil : outcome
  }

  /// Whether half of what was given back is regained; what lay above the start does not count.
  private var hasRegained: Bool {
    let top = min(worstSinceBest, max(start, best))
    return top - now > CoreConstants.regainedShare * (top - best)
  }
}
