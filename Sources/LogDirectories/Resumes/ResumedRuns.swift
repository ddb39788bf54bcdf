/// From where to where a run goes, as far as it matters for whether another one goes on with it.
public struct RunExtent: Sendable, Hashable {
  /// Each series' first and last step, by its full name.
  let steps: [String: ClosedRange<Int64>]
  /// The first and last wall time of any point.
  let firstWallTime: Double
  let lastWallTime: Double
  /// The usual distance between steps of the longest series.
  let stride: Int64

  /// The extent of a run that has been read.
  public init(_ series: [RunSeries], _ statistics: [SeriesStatistics]) {
    var steps: [String: ClosedRange<Int64>] = [:]
    var longest: SeriesStatistics?
    for (series, statistics) in zip(series, statistics) where statistics.points > 1 {
      steps[series.name] = statistics.minimumStep...statistics.maximumStep
      if statistics.points > longest?.points ?? 0 { longest = statistics }
    }
    self.steps = steps
    firstWallTime = statistics.map(\.firstWallTime).filter(\.isFinite).min() ?? .nan
    lastWallTime = statistics.map(\.lastWallTime).filter(\.isFinite).max() ?? .nan
    let (span, overflow) = (longest?.maximumStep ?? 0).subtractingReportingOverflow(
      longest?.minimumStep ?? 0)
    stride = overflow ? .max : max(1, span / Int64(max(1, (longest?.points ?? 2) - 1)))
  }
}

/// Finds runs that go on where a sibling ended: Hugging Face's Trainer opens a new directory at a resume.
public enum ResumedRuns {
  /// For each run the number of the one it goes on with; nil for runs that begin anew.
  ///
  /// Run B goes on with A if they lie in one directory, B began after A did, its steps begin in the
  /// second half of A's and at most three strides behind A's last, and they log the same series. Of several
  /// A's the one begun last. Quadratic in the runs of one directory alone.
  public static func predecessors(_ runs: [Run], _ extents: [RunExtent]) -> [Int?] {
    precondition(runs.count == extents.count, "\(runs.count) runs, \(extents.count) extents")
    let siblings = Dictionary(grouping: runs.indices) { runs[$0].directory.parent }
    return runs.indices.map { index in
      let others = siblings[runs[index].directory.parent] ?? []
      return others.filter { $0 != index && goesOn(extents[index], with: extents[$0]) }
        .max { extents[$0].firstWallTime < extents[$1].firstWallTime }
    }
  }

  /// Whether `later` goes on with `earlier`.
  static func goesOn(_ later: RunExtent, with earlier: RunExtent) -> Bool {
    guard later.firstWallTime > earlier.firstWallTime else { return false }
    let shared = later.steps.filter { earlier.steps[$0.key] != nil }
    // A restart logs the same things; that a few more or fewer series are there is no objection.
    guard !shared.isEmpty, shared.count * 2 >= min(later.steps.count, earlier.steps.count) else {
      return false
    }
    return shared.allSatisfy { name, steps in
      guard let before = earlier.steps[name] else { return false }
      let (slack, overflow) = earlier.stride.multipliedReportingOverflow(by: 3)
      let limit = before.upperBound.addingReportingOverflow(overflow ? .max : slack)
      // A job that is taken up again begins from a late checkpoint, not from a first step that is a bit off.
      let middle = before.lowerBound / 2 + before.upperBound / 2
      return steps.lowerBound > before.lowerBound && steps.lowerBound >= middle
        && (limit.overflow || steps.lowerBound <= limit.partialValue)
    }
  }

  /// The runs with those that go on with others joined to them, under the name of the first.
  ///
  /// The order is that of the first parts; files of one member stand in the order of their names.
  public static func joined(_ runs: [Run], _ predecessors: [Int?]) -> [Run] {
    var chains: [Int: [Int]] = [:]
    for index in runs.indices {
      var first = index
      var steps = 0
      while let before = predecessors[first], steps < runs.count {
        first = before
        steps += 1
      }
      chains[first, default: []].append(index)
    }
    return runs.indices.compactMap { index in
      chains[index].map { chain in chain.dropFirst().reduce(runs[index]) { $0.joined(runs[$1]) } }
    }
  }
}

extension Run {
  /// This run with the files of one that goes on with it, member by member.
  func joined(_ later: Run) -> Run {
    var run = self
    for member in later.members {
      if let place = run.members.firstIndex(where: { $0.name == member.name }) {
        run.members[place].files += member.files
        run.members[place].files.sort {
          EventFileName.precedes($0.path.lastComponent.bytes, $1.path.lastComponent.bytes)
        }
      } else {
        run.members.append(member)
      }
    }
    return run
  }
}
