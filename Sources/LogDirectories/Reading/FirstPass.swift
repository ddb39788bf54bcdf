import Scalars

/// Follows the first pass over one member and decides what supersedes what.
struct FirstPass {
  private let policy: OverlapPolicy
  private let fileCount: Int
  private var facts = MemberFacts()
  private var tensorboard: TensorBoardRule
  private var rustboard: RustBoardRule

  init(policy: OverlapPolicy, fileCount: Int) {
    self.policy = policy
    self.fileCount = fileCount
    tensorboard = TensorBoardRule(fileCount: fileCount)
    rustboard = RustBoardRule(fileCount: fileCount)
  }

  /// Whether points delivered so far will not stand, or not in this order.
  var isContested: Bool {
    switch policy {
    case .raw: false
    case .resume: facts.isContested
    case .tensorboard: !tensorboard.plan.isTrivial
    case .rustboard: !rustboard.plan.isTrivial
    }
  }

  mutating func beginFile(_ place: Int) { facts.beginFile(place) }

  /// Takes note of a batch whose first row is the point number `row` of the file at `place`.
  mutating func note(_ batch: borrowing ScalarBatch, row: Int, place: Int) {
    var start = 0
    for mark in batch.marks {
      note(batch, rows: start..<mark.row, row: row + start, place)
      facts.note(mark, row: row + mark.row)
      if policy == .tensorboard { tensorboard.note(mark, row: row + mark.row, group: place) }
      start = mark.row
    }
    note(batch, rows: start..<batch.count, row: row + start, place)
  }

  private mutating func note(
    _ batch: borrowing ScalarBatch, rows: Range<Int>, row: Int, _ place: Int
  ) {
    if rows.isEmpty { return }
    facts.note(batch, rows: rows, row: row)
    switch policy {
    case .tensorboard: tensorboard.note(batch, rows: rows, row: row, group: place)
    case .rustboard: rustboard.note(batch, rows: rows, row: row, group: place)
    case .resume, .raw: break
    }
  }

  /// What the resume rule says; the other policies report it without following it.
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
