import Scalars

/// A policy applied to one member: it follows the first pass, and says which points are kept.
protocol OverlapRule: Sendable {
  /// How often the facts collected so far showed that delivered points are superseded, or in the
  /// wrong order or place.
  func contests(_ facts: MemberFacts) -> Int

  /// Which points are kept, and which files are merged, given the results of the resume rule for
  /// the member.
  func plan(_ resume: ResumeRule, fileCount: Int) -> SupersessionPlan

  /// What shifts the member's steps; nil if none is shifted.
  func shifter(_ facts: MemberFacts, _ plan: SupersessionPlan) -> StepShifter?

  /// Makes room for one more file after the last.
  mutating func addFile()

  /// Notes a mark before the point with number `row` of the file with number `group`.
  mutating func note(_ mark: SessionMark, row: Int, group: Int)

  /// Notes the points in `rows` of a batch; the first one is the point with number `row` of the
  /// file with number `group`.
  mutating func note(_ batch: borrowing ScalarBatch, rows: Range<Int>, row: Int, group: Int)
}

// Defaults for what most rules do not need.
extension OverlapRule {
  func shifter(_ facts: MemberFacts, _ plan: SupersessionPlan) -> StepShifter? { nil }
  mutating func addFile() {}
  mutating func note(_ mark: SessionMark, row: Int, group: Int) {}
  mutating func note(_ batch: borrowing ScalarBatch, rows: Range<Int>, row: Int, group: Int) {}
}
