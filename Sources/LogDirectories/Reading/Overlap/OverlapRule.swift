import Scalars

/// A policy at work on one member: it follows the first pass, and says what stands.
protocol OverlapRule: Sendable {
  /// How often it turned out that points do not stand, or not where or as they were read, given what the pass
  /// has gathered so far.
  func contests(_ facts: MemberFacts) -> Int

  /// Which points stand, and which files are merged, given what the resume rule says of the member.
  func plan(_ resume: ResumeRule, fileCount: Int) -> SupersessionPlan

  /// What shifts the member's steps; nil where none is shifted.
  func shifter(_ facts: MemberFacts, _ plan: SupersessionPlan) -> StepShifter?

  /// Makes room for a file behind the last.
  mutating func addFile()

  /// Takes note of a mark before the point number `row` of the file number `group`.
  mutating func note(_ mark: SessionMark, row: Int, group: Int)

  /// Takes note of the points in `rows` of a batch, the first of which is the point number `row` of the
  /// file number `group`.
  mutating func note(_ batch: borrowing ScalarBatch, rows: Range<Int>, row: Int, group: Int)
}

// What most rules have no use for.
extension OverlapRule {
  func shifter(_ facts: MemberFacts, _ plan: SupersessionPlan) -> StepShifter? { nil }
  mutating func addFile() {}
  mutating func note(_ mark: SessionMark, row: Int, group: Int) {}
  mutating func note(_ batch: borrowing ScalarBatch, rows: Range<Int>, row: Int, group: Int) {}
}
