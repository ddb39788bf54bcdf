import Scalars

/// Follows the first pass over one member and decides what supersedes what.
struct FirstPass {
  private let policy: OverlapPolicy
  private var fileCount: Int
  /// How many points of the current file have been noted.
  private var seen = 0
  /// Where in the current file the last mark stands that has been noted.
  private var lastMark: Int64 = -1
  private var facts = MemberFacts()
  private var tensorboard: TensorBoardRule
  private var rustboard: RustBoardRule

  init(policy: OverlapPolicy, fileCount: Int) {
    self.policy = policy
    self.fileCount = fileCount
    tensorboard = TensorBoardRule(fileCount: fileCount)
    rustboard = RustBoardRule(fileCount: fileCount)
  }

  /// Whether points delivered so far are superseded, or have to come in another order.
  var isContested: Bool { contests > 0 }

  /// How often it turned out that points do not stand, or not in this order.
  var contests: Int {
    switch policy {
    case .raw: 0
    case .resume: facts.contests
    case .tensorboard: tensorboard.plan.additions
    case .rustboard: rustboard.plan.additions
    }
  }

  /// Makes room for a file behind the last.
  mutating func addFile() {
    fileCount += 1
    tensorboard.addFile()
    rustboard.addFile()
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

  /// Takes note of a batch whose first row is the point number `row` of the file at `place`.
  ///
  /// Skips points and marks that an earlier pass has noted. `series` is the member's number of series,
  /// those of this batch included.
  mutating func note(_ batch: borrowing ScalarBatch, row: Int, place: Int, series: Int) {
    var start = min(max(0, seen - row), batch.count)
    for mark in batch.marks where mark.row >= start && mark.offset > lastMark {
      lastMark = mark.offset
      note(batch, rows: start..<mark.row, row: row + start, place, series)
      facts.note(mark, row: row + mark.row)
      if policy == .tensorboard { tensorboard.note(mark, row: row + mark.row, group: place) }
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
    switch policy {
    case .tensorboard: tensorboard.note(batch, rows: rows, row: row, group: place)
    case .rustboard: rustboard.note(batch, rows: rows, row: row, group: place)
    case .resume, .raw: break
    }
  }

  /// The result of the resume rule; the other policies report its restarts, but do not apply it.
  func resumeRule() -> ResumeRule { ResumeRule(facts, fileCount: fileCount) }

  /// The plan of the policy in force.
  func plan(_ rule: ResumeRule) -> SupersessionPlan {
    switch policy {
    case .resume: rule.plan
    case .tensorboard: tensorboard.plan
    case .rustboard: rustboard.plan
    case .raw: SupersessionPlan(groups: (0..<fileCount).map { [$0] })
    }
  }
}
