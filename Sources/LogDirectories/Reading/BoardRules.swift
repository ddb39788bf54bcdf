import Scalars

/// What TensorBoard's Python loader purges (2.21, `plugin_event_accumulator.py`).
///
/// From file version 2 on, only a SessionLog START purges: all tags, from its step on. The first START
/// of the run purges nothing. Without a version, an event purges its own tags from its step on if its
/// step is lower than the step of the event before it (which may have other tags).
struct TensorBoardRule {
  private(set) var plan: SupersessionPlan
  private var version = -1.0
  private var hasStarted = false
  private var mostRecentStep: Int64 = -1
  private var purging: (step: Int64, wallTime: Double)?

  init(fileCount: Int) { plan = SupersessionPlan(groups: (0..<fileCount).map { [$0] }) }

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
    case .stop, .checkpoint: return
    }
  }

  mutating func note(
    _ batch: borrowing ScalarBatch, rows: Range<Int>, row first: Int, group: Int
  ) {
    if version >= 2 {
      if let last = rows.last { mostRecentStep = batch.steps[last] }
      purging = nil
      return
    }
    for index in rows {
      let point = batch[index]
      // The values of one event stand in rows of one step and one wall time.
      let isSameEvent = purging.map { $0 == (point.step, point.wallTime) } ?? false
      if point.step < mostRecentStep || isSameEvent {
        let row = first + index - rows.lowerBound
        plan.add(
          SupersessionPlan.Position(group: group, row: row), threshold: point.step,
          series: Int(batch.series[index]))
        purging = (point.step, point.wallTime)
      } else {
        purging = nil
      }
      mostRecentStep = point.step
    }
  }
}

/// What TensorBoard's Rust data server keeps (0.7, `reservoir.rs`).
///
/// A point replaces all earlier points of its series with the same or a higher step. So steps are
/// strictly increasing, and a point out of order removes points with later steps. The writer's marks
/// are ignored.
struct RustBoardRule {
  private(set) var plan: SupersessionPlan
  private var lastSteps: [Int64?] = []

  init(fileCount: Int) { plan = SupersessionPlan(groups: (0..<fileCount).map { [$0] }) }

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
