import Arguments
import LogDirectories
import Reports

/// What has to be known of all runs before the first point is written.
struct ExportSurvey {
  private let plan: ExportPlan
  private let selection: RunSelection

  init(_ plan: ExportPlan, _ selection: RunSelection) {
    self.plan = plan
    self.selection = selection
  }

  /// All series of a run that have points, read once for it.
  private func series(of run: Run) -> [LogDirectories.RunSeries] {
    RunTags.read(run, options: plan.reading)
  }

  /// The tags of all runs, in the order met: the columns of a wide table.
  var tags: [String] {
    var tags: [String] = []
    var known: Set<String> = []
    for run in selection.runs {
      for one in series(of: run) where known.insert(one.tag).inserted { tags.append(one.tag) }
    }
    return tags
  }

  /// Throws where the format holds one run or one series, and there are more.
  func check() throws(CommandError) {
    if plan.format == .tfevents { try checkSingleRun() }
    if plan.likeness == .tensorboard { try checkSingleSeries() }
  }

  private func checkSingleRun() throws(CommandError) {
    let names = selection.runs.flatMap { run in
      run.members.map { run.directoryName(ofMember: $0.name) }
    }
    if names.count > 1 {
      throw .usage(
        UsageError(
          "an event file holds one run, and these are \(names.count)",
          hints: ["choose one  --runs '\(names[0])'"]))
    }
  }

  private func checkSingleSeries() throws(CommandError) {
    var names: [(run: String, tag: String)] = []
    for run in selection.runs {
      names += series(of: run).map { (run.directoryName(ofMember: $0.memberName), $0.tag) }
      if names.count > 1 { break }
    }
    if names.count > 1 {
      throw .usage(
        UsageError(
          "TensorBoard's CSV holds one series of one run, and these are more",
          hints: ["choose one  --runs '\(names[0].run)' --tag '\(names[0].tag)'"]))
    }
  }
}
