import Scalars

/// Shifts the steps of a member's points, so that a repeated part continues each series.
///
/// A job is a file, a part of one, or files written at the same time. If its first step is not
/// after the step that a series has reached, the job is shifted as a whole: each of its series then
/// begins at least one spacing after its last point. If the step of a series goes back within a
/// job, that series is shifted by itself; if its steps do not advance, its points are numbered.
struct StepShifter: Sendable {
  /// The facts about a job before its first point.
  private struct Job {
    var position: SupersessionPlan.Position
    var facts: SegmentFacts
    /// The series that have only one step in it.
    var still: Set<Int>
  }

  /// The state of a series.
  private struct Trace {
    var shift: Int64
    /// The step of its last point in the current job, as logged; nil before the first.
    var last: Int64?
    /// The highest of its shifted steps.
    var reached: Int64
    /// The last positive distance of two of its steps; 1 before there is any.
    var spacing: Int64 = 1
  }

  /// A job that came after others.
  struct Beginning {
    /// What was known of it.
    var segment: SegmentFacts
    /// The first of its steps after the shift.
    var step: Int64
    /// How much the shift grew at its beginning; 0 if its steps continued without that.
    var shift: Int64
  }

  private let jobs: [Job]
  private var next = 0
  private var still: Set<Int> = []
  private var shift: Int64 = 0
  private var traces: [Trace?] = []
  /// The jobs that came after others so far.
  private(set) var beginnings: [Beginning] = []
  /// How often a series was shifted within a job.
  private(set) var shiftsWithin = 0

  init(_ segments: [SegmentFacts], _ plan: SupersessionPlan) {
    var jobs: [Job] = []
    for (number, files) in plan.groups.enumerated() {
      let parts = segments.filter { files.contains($0.file) && !$0.series.isEmpty }
      if files.count > 1 {
        if let job = Self.united(parts, SupersessionPlan.Position(endOf: number)) {
          jobs.append(job)
        }
      } else {
        jobs += parts.map { part in
          Job(
            position: SupersessionPlan.Position(group: number, row: part.row), facts: part,
            still: Self.still(part.series))
        }
      }
    }
    self.jobs = jobs
  }

  /// Treats files written at the same time as one job.
  private static func united(
    _ parts: [SegmentFacts], _ position: SupersessionPlan.Position
  ) -> Job? {
    guard var first = parts.first else { return nil }
    first.series = parts.unitedSeries
    // Two writers may log the same step at any time, so points are not numbered here.
    return Job(position: position, facts: first, still: [])
  }

  private static func still(_ series: [SeriesFacts]) -> Set<Int> {
    Set(series.filter { $0.firstStep == $0.maximumStep }.map(\.series))
  }

  /// The new step of the next point; positions must not go back.
  mutating func shifted(
    _ step: Int64, series: Int, at position: SupersessionPlan.Position
  ) -> Int64 {
    while next < jobs.count, jobs[next].position <= position {
      begin(jobs[next])
      next += 1
    }
    while traces.count <= series { traces.append(nil) }
    guard var trace = traces[series] else {
      let first = step.adding(shift)
      traces[series] = Trace(shift: shift, last: step, reached: first)
      return first
    }
    if let last = trace.last {
      follow(&trace, step, behind: last, isStill: still.contains(series), at: position)
    }
    trace.last = step
    let shifted = step.adding(trace.shift)
    trace.reached = max(trace.reached, shifted)
    traces[series] = trace
    return shifted
  }

  /// Shifts a series by itself if it begins again within a job.
  private mutating func follow(
    _ trace: inout Trace, _ step: Int64, behind last: Int64, isStill: Bool,
    at position: SupersessionPlan.Position
  ) {
    if step > last { trace.spacing = step.subtracting(last) }
    // Of writers that work at the same time, one may be behind the other at any time.
    if position.isGroupEnd || step > last || (step == last && !isStill) { return }
    if step.adding(trace.shift) <= trace.reached {
      trace.shift = trace.reached.adding(trace.spacing).subtracting(step)
      shiftsWithin += 1
    }
  }

  private mutating func begin(_ job: Job) {
    still = job.still
    let known = job.facts.series.filter { $0.series < traces.count && traces[$0.series] != nil }
    if traces.contains(where: { $0 != nil }) {
      let isContested = known.contains { facts in
        guard let trace = traces[facts.series] else { return false }
        return facts.firstStep.adding(trace.shift) <= trace.reached
      }
      let before = shift
      if isContested { shiftAll(known) }
      let first = job.facts.series.map(\.firstStep).min() ?? 0
      beginnings.append(
        Beginning(
          segment: job.facts, step: first.adding(shift), shift: shift.subtracting(before)))
    }
    for facts in known { traces[facts.series]?.last = nil }
  }

  private mutating func shiftAll(_ known: [SeriesFacts]) {
    let shifts = known.compactMap { facts in
      traces[facts.series].map { $0.reached.adding($0.spacing).subtracting(facts.firstStep) }
    }
    shift = max(shift, shifts.max() ?? shift)
    for index in traces.indices { traces[index]?.shift = shift }
  }
}

extension Int64 {
  /// The sum, clamped to the range.
  fileprivate func adding(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? (other < 0 ? .min : .max) : sum
  }

  /// The difference, clamped to the range.
  fileprivate func subtracting(_ other: Int64) -> Int64 {
    let (difference, overflows) = subtractingReportingOverflow(other)
    return overflows ? (other < 0 ? .max : .min) : difference
  }
}
