import Scalars

/// Follows the first pass over one member and decides which points supersede which.
struct FirstPass {
  private var rule: any OverlapRule
  private var fileCount: Int
  /// How many points of the current file have been noted.
  private var seen = 0
  /// The position in the current file of the last mark that has been noted.
  private var lastMark: Int64 = -1
  private var facts = MemberFacts()

  init(policy: OverlapPolicy, fileCount: Int) {
    self.fileCount = fileCount
    rule = policy.makeRule(fileCount)
  }

  /// Whether points delivered so far are superseded, or must come in another order.
  var isContested: Bool { contests > 0 }

  /// How often delivered points proved superseded, or out of order.
  var contests: Int { rule.contests(facts) }

  /// Makes room for one more file after the last.
  mutating func addFile() {
    fileCount += 1
    rule.addFile()
  }

  /// Whether any series of a batch also has points in a file after index `place`.
  func reaches(_ batch: borrowing ScalarBatch, behind place: Int) -> Bool {
    var asked: Set<UInt32> = []
    for row in 0..<batch.count where asked.insert(batch.series[row]).inserted {
      if facts.isIn(Int(batch.series[row]), behind: place) { return true }
    }
    return false
  }

  mutating func beginFile(_ place: Int) {
    seen = 0
    lastMark = -1
    facts.beginFile(place)
  }

  /// Notes a batch; its first row is the point with number `row` in the file at `place`.
  ///
  /// Skips points and marks that an earlier pass has noted. `series` is the member's number of
  /// series, including those of this batch.
  mutating func note(_ batch: borrowing ScalarBatch, row: Int, place: Int, series: Int) {
    var start = min(max(0, seen - row), batch.count)
    for mark in batch.marks where mark.row >= start && mark.offset > lastMark {
      lastMark = mark.offset
      note(batch, rows: start..<mark.row, row: row + start, place, series)
      facts.note(mark, row: row + mark.row)
      rule.note(mark, row: row + mark.row, group: place)
      start = mark.row
    }
    note(batch, rows: start..<batch.count, row: row + start, place, series)
    seen = max(seen, row + batch.count)
  }

  private mutating func note(
    _ batch: borrowing ScalarBatch, rows: Range<Int>, row: Int, _ place: Int, _ series: Int
  ) {
    if rows.isEmpty { return }
    facts.note(batch, rows: rows, row: row, series: series)
    rule.note(batch, rows: rows, row: row, group: place)
  }

  /// The result of the resume rule; the other policies report its restarts, but do not apply it.
  func resumeRule() -> ResumeRule { ResumeRule(facts, fileCount: fileCount) }

  /// The plan of the chosen policy.
  func plan(_ resume: ResumeRule) -> SupersessionPlan {
    rule.plan(resume, fileCount: fileCount)
  }

  /// What shifts the member's steps; nil if none is shifted.
  func shifter(_ plan: SupersessionPlan) -> StepShifter? { rule.shifter(facts, plan) }
}
