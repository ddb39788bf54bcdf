import TextFormats

/// How many points were left out by the policy that is in force where nobody asked for one.
struct LeftOut: Sendable {
  private var points = 0

  /// Counts those of a run.
  mutating func add(_ superseded: Int) { points += superseded }

  /// Says how many, if any.
  func tell(in session: Session) {
    if points == 0 { return }
    let them = ReadableNumbers(unicode: false).counted(points, "point")
    session.warn("note: left out \(them) that a restart replaced (--overlap raw keeps them)")
  }
}
