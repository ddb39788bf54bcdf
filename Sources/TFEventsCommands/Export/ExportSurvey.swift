import Arguments
import LogDirectories
import Reports
import Scalars
import TextFormats
import TrainingRuns

/// The facts about all runs that must be known before the first point is written.
struct ExportSurvey {
  private let plan: ExportPlan
  private let selection: RunSelection

  init(_ plan: ExportPlan, _ selection: RunSelection) {
    self.plan = plan
    self.selection = selection
  }

  /// The tags of all runs, in the order in which they were met (the columns of a wide table); and
  /// what could not be read.
  var tags: (names: [String], unread: Unread) {
    var tags: [String] = []
    var known: Set<ByteKey> = []
    var unread = Unread()
    for run in selection.runs {
      let read = RunTags.read(run, options: plan.reading)
      unread.add(read.unread)
      for one in read.series where known.insert(ByteKey(one.tag)).inserted { tags.append(one.tag) }
    }
    return (tags, unread)
  }

  /// Throws if the format can hold only one run or one series, and there are more.
  func check() throws(CommandError) {
    if plan.format.kind == .events { try checkSingleRun() }
    if plan.likeness == .tensorboard { try checkSingleSeries() }
  }

  private func checkSingleRun() throws(CommandError) {
    let members = selection.runs.flatMap(\.members)
    guard members.count > 1 else { return }
    let output = plan.output.map { " -o \(quotedForShell($0))" } ?? " -f tfevents"
    throw .usage(
      UsageError(
        "an event file holds one run, but \(members.count) match",
        hints: ["choose one  tfevents export \(path(of: members[0]))\(output)"]))
  }

  private func checkSingleSeries() throws(CommandError) {
    var all: [(member: Member, tag: String)] = []
    for run in selection.runs {
      all += RunTags.read(run, options: plan.reading).series.map {
        (run.members[$0.member], $0.tag)
      }
      if all.count > 1 { break }
    }
    guard all.count > 1 else { return }
    let (member, tag) = all[0]
    let isOneDirectory = selection.runs.count == 1 && selection.runs[0].members.count == 1
    let choice =
      isOneDirectory ? "" : "tfevents export \(path(of: member)) --like tensorboard "
    throw .usage(
      UsageError(
        "TensorBoard's CSV holds one series of one run, but several match",
        hints: ["choose one  \(choice)--tag \(quotedForShell(escapedForPattern(tag)))"]))
  }

  /// The argument that selects one member alone: its directory; or its file, if there are other
  /// runs below the directory.
  private func path(of member: Member) -> String {
    let below = member.directory.bytes + [UInt8(ascii: "/")]
    let hasOthers = selection.found.runs.flatMap(\.members)
      .contains { $0.directory.bytes.starts(with: below) }
    let file = hasOthers ? member.files.first?.path : nil
    return quotedForShell((file ?? member.directory).description)
  }

  /// A pattern that matches only this tag.
  private func escapedForPattern(_ tag: String) -> String {
    tag.reduce(into: "") { $0 += "*?[]\\".contains($1) ? "\\\($1)" : String($1) }
  }
}
