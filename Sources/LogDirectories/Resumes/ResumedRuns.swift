/// Finds runs that continue a sibling: Hugging Face's Trainer opens a new directory when it
/// resumes.
public enum ResumedRuns {
  /// For each run, the index of the one that it continues; nil for runs that begin from the start.
  ///
  /// Run B continues run A if four things hold: they are in one directory; B began after A; they
  /// log the same series (at least half of the smaller number); and each series that both log
  /// begins in B in the second half of A's steps and at most three strides after A's last step. A
  /// stride is the series' own usual distance or that of the longest series, whichever is larger.
  /// Of several such runs A, the one begun last is taken.
  public static func predecessors(_ runs: [Run], _ extents: [RunExtent]) -> [Int?] {
    predecessors(in: runs.map(\.directory), extents)
  }

  /// The same for runs in these directories, one directory per run.
  ///
  /// Takes n log n steps for n series that begin like each other or at random; quadratic only if
  /// many pairs of runs match in one series and not in another.
  public static func predecessors(in directories: [LogPath], _ extents: [RunExtent]) -> [Int?] {
    precondition(
      directories.count == extents.count,
      "\(directories.count) directories, \(extents.count) extents")
    var result = [Int?](repeating: nil, count: extents.count)
    // A run continues after another began, and usually none begins after any other.
    let first = extents.lazy.compactMap { $0.steps.lazy.map(\.lowerBound).min() }.min() ?? 0
    guard extents.contains(where: { $0.steps.contains { $0.lowerBound > first } }) else {
      return result
    }
    let siblings = Dictionary(grouping: extents.indices) { directories[$0].parent }
    for members in siblings.values where members.count > 1 {
      let begun = members.filter { !extents[$0].firstWallTime.isNaN }
      var search = SiblingSearch(begun.map { extents[$0] })
      for (run, before) in zip(begun, search.predecessors()) {
        result[run] = before.map { begun[$0] }
      }
    }
    return result
  }

  /// The runs, with each continuation joined to the run that it continues, under the name of the
  /// first.
  ///
  /// The order is that of the first parts; the files of a member are in the order of their names.
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
  /// This run with the files of its continuation, member by member.
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
