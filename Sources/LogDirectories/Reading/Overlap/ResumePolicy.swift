extension OverlapPolicy {
  /// A restarted job supersedes the points that it repeats; writers that work at the same time are
  /// merged.
  public static let resume: OverlapPolicy = {
    var policy = OverlapPolicy(
      "resume", "points that a job wrote again replace the earlier ones"
    ) { _ in Resumes() }
    policy.dropsDuplicates = true
    policy.followsResumes = true
    return policy
  }()

  /// The resume rule, which each first pass applies in any case.
  private struct Resumes: OverlapRule {
    func contests(_ facts: MemberFacts) -> Int { facts.contests }
    func plan(_ resume: ResumeRule, fileCount: Int) -> SupersessionPlan { resume.plan }
  }
}
