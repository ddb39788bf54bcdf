import TextFormats

/// How many points the default policy left out when the user did not choose a policy.
struct LeftOut: Sendable {
  private var points = 0

  /// Counts those of a run.
  mutating func add(_ superseded: Int) { points += superseded }

  /// Prints how many, if any.
  func tell(in session: Session) {
    if points == 0 { return }
    let them = ReadableNumbers(unicode: false).counted(points, "point")
    session.warn("note: left out \(them) that a restart replaced (--overlap raw keeps them)")
  }
}
