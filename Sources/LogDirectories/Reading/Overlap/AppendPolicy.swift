import Scalars

extension OverlapPolicy {
  /// Repeated parts are put one after another: their steps are shifted so that they continue.
  public static let append: OverlapPolicy = {
    var policy = OverlapPolicy(
      "append", "parts that begin again are put at the end, their steps shifted"
    ) { _ in AppendRule() }
    policy.dropsDuplicates = true
    policy.shiftsSteps = true
    return policy
  }()
}

/// For trainings that continued and counted their steps from the beginning.
///
/// Examples: several calls of `fit`, a resume that counts from 0, batch numbers used as steps.
/// Nothing is replaced; ``StepShifter`` describes how steps are shifted. This rule follows the
/// first pass and finds out whether any step must be shifted at all.
struct AppendRule: OverlapRule {
  private var file = -1
  /// Each series' last step in the current file, and whether the series has had a different step
  /// there.
  private var last: [(step: Int64, hasMoved: Bool)?] = []
  private var stepsBack = 0

  func contests(_ facts: MemberFacts) -> Int { facts.contests + stepsBack }

  func plan(_ resume: ResumeRule, fileCount: Int) -> SupersessionPlan {
    SupersessionPlan(groups: resume.plan.groups)
  }

  func shifter(_ facts: MemberFacts, _ plan: SupersessionPlan) -> StepShifter? {
    StepShifter(facts.allSegments, plan)
  }

  mutating func note(_ batch: borrowing ScalarBatch, rows: Range<Int>, row: Int, group: Int) {
    if group != file {
      file = group
      last = []
    }
    for index in rows {
      let series = Int(batch.series[index])
      let step = batch.steps[index]
      while last.count <= series { last.append(nil) }
      let before = last[series]
      if let before, step < before.step || (step == before.step && !before.hasMoved) {
        stepsBack += 1
      }
      let hasMoved = before.map { $0.hasMoved || $0.step != step } ?? false
      last[series] = (step, hasMoved)
    }
  }
}
