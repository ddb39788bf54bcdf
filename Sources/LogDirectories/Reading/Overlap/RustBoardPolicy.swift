import Scalars

extension OverlapPolicy {
  /// What TensorBoard's Rust data server keeps (version 0.7).
  public static let rustboard: OverlapPolicy = {
    var policy = OverlapPolicy("rustboard", "what TensorBoard's Rust data server keeps") {
      RustBoardRule(fileCount: $0)
    }
    policy.ordersByName = true
    return policy
  }()
}

/// What TensorBoard's Rust data server keeps (0.7, `reservoir.rs`).
///
/// A point replaces all earlier points of its series with the same or a higher step. So steps are
/// strictly increasing, and a point out of order removes points with later steps. The writer's
/// marks are ignored.
struct RustBoardRule: OverlapRule {
  private var plan: SupersessionPlan
  private var lastSteps: [Int64?] = []

  init(fileCount: Int) { plan = SupersessionPlan(groups: (0..<fileCount).map { [$0] }) }

  func contests(_ facts: MemberFacts) -> Int { plan.additions }

  func plan(_ resume: ResumeRule, fileCount: Int) -> SupersessionPlan { plan }

  mutating func addFile() { plan.groups.append([plan.groups.count]) }

  mutating func note(
    _ batch: borrowing ScalarBatch, rows: Range<Int>, row first: Int, group: Int
  ) {
    for index in rows {
      let series = Int(batch.series[index])
      let step = batch.steps[index]
      while lastSteps.count <= series { lastSteps.append(nil) }
      if let last = lastSteps[series], step <= last {
        let row = first + index - rows.lowerBound
        plan.add(
          SupersessionPlan.Position(group: group, row: row), threshold: step, series: series)
      }
      lastSteps[series] = step
    }
  }
}
