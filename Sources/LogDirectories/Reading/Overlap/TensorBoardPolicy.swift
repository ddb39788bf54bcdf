import Scalars

extension OverlapPolicy {
  /// What TensorBoard's Python loader keeps (version 2.21).
  public static let tensorboard: OverlapPolicy = {
    var policy = OverlapPolicy("tensorboard", "what TensorBoard's Python loader keeps") {
      TensorBoardRule(fileCount: $0)
    }
    policy.ordersByName = true
    policy.needsEvents = true
    return policy
  }()
}

/// What TensorBoard's Python loader purges (2.21, `plugin_event_accumulator.py`).
///
/// From file version 2 on, only a SessionLog START purges: all tags, from its step on. The first
/// START of the run purges nothing. Without a version, an event purges its own tags from its step
/// on if its step is lower than the step of the event before it (which may have other tags).
struct TensorBoardRule: OverlapRule {
  private var plan: SupersessionPlan
  private var version = -1.0
  private var hasStarted = false
  private var mostRecentStep: Int64 = -1
  /// The file and the offset of the last event, and the position of its first point if it purges.
  private var event: (group: Int, offset: Int64, purgesFrom: SupersessionPlan.Position?) = (
    -1, 0, nil
  )

  init(fileCount: Int) { plan = SupersessionPlan(groups: (0..<fileCount).map { [$0] }) }

  func contests(_ facts: MemberFacts) -> Int { plan.additions }

  func plan(_ resume: ResumeRule, fileCount: Int) -> SupersessionPlan { plan }

  mutating func addFile() { plan.groups.append([plan.groups.count]) }

  mutating func note(_ mark: SessionMark, row: Int, group: Int) {
    switch mark.kind {
    case .fileVersion(let number): version = number
    case .start:
      guard version >= 2 else { return }
      if hasStarted {
        plan.add(
          SupersessionPlan.Position(group: group, row: row), threshold: mark.step, series: nil)
      }
      hasStarted = true
    case .otherSummary:
      mostRecentStep = mark.step
      event = (-1, 0, nil)
    case .stop, .checkpoint: return
    }
  }

  mutating func note(
    _ batch: borrowing ScalarBatch, rows: Range<Int>, row first: Int, group: Int
  ) {
    if version >= 2 {
      if let last = rows.last { mostRecentStep = batch.steps[last] }
      event = (-1, 0, nil)
      return
    }
    for index in rows {
      let point = batch[index]
      if group != event.group || batch.offsets[index] != event.offset {
        let row = first + index - rows.lowerBound
        let purges = point.step < mostRecentStep
        event = (
          group, batch.offsets[index],
          purges ? SupersessionPlan.Position(group: group, row: row) : nil
        )
      }
      if let position = event.purgesFrom {
        plan.add(position, threshold: point.step, series: Int(batch.series[index]))
      }
      mostRecentStep = point.step
    }
  }
}
