/// Counts, for each restart of one member, the points it superseded.
struct RestartTally {
  private let restarts: [ResumeRule.FoundRestart]
  /// For each restart, how many points it was the first to supersede.
  private(set) var counts: [Int]

  init(_ rule: ResumeRule) {
    restarts = rule.restarts.filter { $0.cause != .continued }
    places = rule.restarts.indices.filter { rule.restarts[$0].cause != .continued }
    counts = Array(repeating: 0, count: rule.restarts.count)
  }

  /// The restarts' indices among all that the rule found.
  private let places: [Int]

  /// Counts a superseded point for the first restart after it whose step is at or below the
  /// point's.
  mutating func add(_ position: SupersessionPlan.Position, step: Int64) {
    var low = 0
    var high = restarts.count
    while low < high {
      let middle = (low + high) / 2
      if restarts[middle].position <= position { low = middle + 1 } else { high = middle }
    }
    if let first = restarts[low...].firstIndex(where: { $0.step <= step }) {
      counts[places[first]] += 1
    }
  }
}
