/// Finds the segment number (from 0) of each point of a member; points come in order of position.
///
/// A restarted job begins a segment in every series. In a file of the old format, which has no
/// marks, a step that goes back begins a segment in its own series only.
struct SegmentCursor {
  private typealias Position = SupersessionPlan.Position

  private let jobs: [Position]
  private let single: [Int: [Position]]
  private var job = 0
  private var nextSingle: [Int: Int] = [:]

  /// - Parameters:
  ///   - rule: The results of the resume rule for the member.
  ///   - isMerged: Whether points come in the rule's own groups; else file after file.
  init(_ rule: ResumeRule, isMerged: Bool) {
    var jobs: [Position] = []
    var single: [Int: [Position]] = [:]
    for restart in rule.restarts {
      let position =
        isMerged ? restart.position : Position(group: restart.file, row: restart.row)
      if let series = restart.series {
        single[series, default: []].append(position)
      } else {
        jobs.append(position)
      }
    }
    jobs.sort()
    // A START and the file that contains it may be two signs of one job.
    self.jobs = jobs.indices.filter { $0 == 0 || jobs[$0 - 1] < jobs[$0] }.map { jobs[$0] }
    self.single = single
  }

  /// The number of the segment that contains a point of `series` at `position`; positions must not
  /// go back.
  mutating func segment(at position: SupersessionPlan.Position, series: Int) -> Int64 {
    while job < jobs.count, jobs[job] <= position { job += 1 }
    guard let own = single[series] else { return Int64(job) }
    var next = nextSingle[series, default: 0]
    while next < own.count, own[next] <= position { next += 1 }
    nextSingle[series] = next
    return Int64(job + next)
  }
}
