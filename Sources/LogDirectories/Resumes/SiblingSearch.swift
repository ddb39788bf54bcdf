/// Searches the runs of one directory for those that continue another one.
///
/// The runs are visited in the order in which they began. Runs are grouped into families by their
/// most widespread series. Each visited run is stored in its family, in one index of first steps
/// per series. A new run asks the families that log any of its own series, beginning with the
/// series that leaves the fewest candidates.
struct SiblingSearch {
  /// Runs of one most widespread series.
  private struct Family {
    /// How many runs with the series there are.
    var members: [Int: Int] = [:]
    var count = 0
    /// For each series, the visited runs by the first steps that would continue them.
    var indices: [Int: ResumableSteps] = [:]
  }

  /// One run's series by their numbers, ascending, with their indices in its extent.
  private typealias Shape = [(name: Int, place: Int)]

  private let extents: [RunExtent]
  private var shapes: [Shape] = []
  private var shapeOfRun: [Int] = []
  private var familyOfShape: [Int] = []
  private var families: [Family] = []
  /// For each series, the families that log it.
  private var familiesOfName: [[Int]] = []

  /// Prepares the search among runs whose first wall times are not NaN.
  init(_ extents: [RunExtent]) {
    self.extents = extents
    numberShapes()
    makeFamilies()
  }

  /// For each run, the number of the run that it continues.
  mutating func predecessors() -> [Int?] {
    var result = [Int?](repeating: nil, count: extents.count)
    let order = extents.indices.sorted {
      (extents[$0].firstWallTime, $1) < (extents[$1].firstWallTime, $0)
    }
    var start = 0
    while start < order.count {
      let time = extents[order[start]].firstWallTime
      var end = start
      // Runs that began at the same moment do not continue each other.
      while end < order.count, extents[order[end]].firstWallTime == time {
        result[order[end]] = predecessor(of: order[end])
        end += 1
      }
      for run in order[start..<end] { pass(run) }
      start = end
    }
    return result
  }

  // MARK: Preparation

  private mutating func numberShapes() {
    var numbers: [String: Int] = [:]
    var known: [[String]: Int] = [:]
    for extent in extents {
      // Runs of one directory usually log the same series, and often share the array.
      let shape = known[extent.names] ?? shapes.count
      shapeOfRun.append(shape)
      guard shape == shapes.count else { continue }
      known[extent.names] = shape
      shapes.append(
        extent.names.enumerated().map { place, name in
          let number = numbers[name, default: numbers.count]
          numbers[name] = number
          return (number, place)
        }.sorted { $0.name < $1.name })
    }
    familiesOfName = Array(repeating: [], count: numbers.count)
  }

  private mutating func makeFamilies() {
    var runsOfShape = [Int](repeating: 0, count: shapes.count)
    for shape in shapeOfRun { runsOfShape[shape] += 1 }
    var runsOfName = [Int](repeating: 0, count: familiesOfName.count)
    for (shape, runs) in zip(shapes, runsOfShape) {
      for (name, _) in shape { runsOfName[name] += runs }
    }
    var familyOfName: [Int: Int] = [:]
    for (shape, runs) in zip(shapes, runsOfShape) {
      let widest = shape.max { (runsOfName[$0.name], $1.name) < (runsOfName[$1.name], $0.name) }
      let number = familyOfName[widest?.name ?? -1, default: families.count]
      if number == families.count {
        familyOfName[widest?.name ?? -1] = number
        families.append(Family())
      }
      familyOfShape.append(number)
      families[number].count += runs
      for (name, _) in shape {
        families[number].members[name, default: 0] += runs
        if familiesOfName[name].last != number, !familiesOfName[name].contains(number) {
          familiesOfName[name].append(number)
        }
      }
    }
    makeIndices()
  }

  private mutating func makeIndices() {
    var firstSteps: [Int: Set<Int64>] = [:]
    for (extent, shape) in zip(extents, shapeOfRun) {
      for (name, place) in shapes[shape] {
        firstSteps[name, default: []].insert(extent.steps[place].lowerBound)
      }
    }
    for (name, steps) in firstSteps {
      let sorted = steps.sorted()
      for family in familiesOfName[name] {
        families[family].indices[name] = ResumableSteps(firstSteps: sorted)
      }
    }
  }

  // MARK: Search

  private mutating func pass(_ run: Int) {
    let family = familyOfShape[shapeOfRun[run]]
    for (name, place) in shapes[shapeOfRun[run]] {
      guard let steps = extents[run].resumableSteps(place) else { continue }
      families[family].indices[name]?.insert(run, at: steps)
    }
  }

  private func predecessor(of run: Int) -> Int? {
    let shape = shapes[shapeOfRun[run]]
    var asked: Set<Int> = []
    var best: Int?
    for (name, _) in shape {
      for family in familiesOfName[name] where asked.insert(family).inserted {
        best = latest(best, of: families[family], before: run, shape)
      }
    }
    return best
  }

  /// The later of two runs: `best`, and the last run of `family` that `run` continues.
  private func latest(_ best: Int?, of family: Family, before run: Int, _ shape: Shape) -> Int? {
    // If the whole family logs a series, every candidate has it.
    let common = shape.filter { family.members[$0.name] == family.count }
    let counts = common.map { candidates(of: run, $0, in: family) }
    let fewest = counts.indices.min { counts[$0] < counts[$1] }
    var best = best
    for series in fewest.map({ [common[$0]] }) ?? shape {
      let first = extents[run].steps[series.place].lowerBound
      best =
        family.indices[series.name]?.latest(at: first) { candidate in
          if let best, !isLater(candidate, than: best) { return .stop }
          return goesOn(run, with: candidate) ? .take : .pass
        } ?? best
    }
    return best
  }

  private func candidates(
    of run: Int, _ series: (name: Int, place: Int), in family: Family
  ) -> Int {
    family.indices[series.name]?.count(at: extents[run].steps[series.place].lowerBound) ?? 0
  }

  /// Whether `a` began after `b`, or comes before it if both began at the same time.
  private func isLater(_ a: Int, than b: Int) -> Bool {
    (extents[a].firstWallTime, b) > (extents[b].firstWallTime, a)
  }

  /// Whether `later`, which began later, continues `earlier`.
  private func goesOn(_ later: Int, with earlier: Int) -> Bool {
    let (a, b) = (shapes[shapeOfRun[earlier]], shapes[shapeOfRun[later]])
    var (i, j, shared) = (0, 0, 0)
    while i < a.count, j < b.count {
      if a[i].name < b[j].name {
        i += 1
      } else if a[i].name > b[j].name {
        j += 1
      } else {
        let first = extents[later].steps[b[j].place].lowerBound
        guard let steps = extents[earlier].resumableSteps(a[i].place), steps.contains(first) else {
          return false
        }
        (i, j, shared) = (i + 1, j + 1, shared + 1)
      }
    }
    // A restart logs the same series; a few more or fewer do not matter.
    return shared > 0 && shared * 2 >= min(a.count, b.count)
  }
}
