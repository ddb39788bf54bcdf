extension OverlapPolicy {
  /// Every point, in the order of the files.
  public static let raw: OverlapPolicy = {
    var policy = OverlapPolicy("raw", "every point") { _ in Everything() }
    policy.keepsEverything = true
    return policy
  }()

  private struct Everything: OverlapRule {
    func contests(_ facts: MemberFacts) -> Int { 0 }
    func plan(_ resume: ResumeRule, fileCount: Int) -> SupersessionPlan {
      SupersessionPlan(groups: (0..<fileCount).map { [$0] })
    }
  }
}
