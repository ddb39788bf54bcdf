/// Finds runs by the ranges of steps at which another run may continue them.
///
/// A segment tree over all first steps: a range is stored in the few nodes that cover it, so that
/// inserting n ranges takes n log n; the ranges that contain a step are those of its node and the
/// nodes above. Each node's runs are in the order in which they were added.
struct ResumableSteps {
  /// What to do about a candidate.
  enum Choice { case take, pass, stop }

  private let firstSteps: [Int64]
  /// The tree, the root at 1 and the steps from `firstSteps.count` on; empty until there is a
  /// range.
  private var nodes: [[(order: Int, run: Int)]] = []
  private var inserted = 0

  /// An index without ranges; only the given steps, in ascending order, can be looked up.
  init(firstSteps: [Int64]) { self.firstSteps = firstSteps }

  /// Adds a run that another run may continue at any of `steps`; it comes after all runs added
  /// before.
  mutating func insert(_ run: Int, at steps: ClosedRange<Int64>) {
    var low = place { $0 >= steps.lowerBound }
    var high = place { $0 > steps.upperBound }
    if low == high { return }
    if nodes.isEmpty { nodes = Array(repeating: [], count: 2 * firstSteps.count) }
    inserted += 1
    (low, high) = (low + firstSteps.count, high + firstSteps.count)
    while low < high {
      if low & 1 == 1 {
        nodes[low].append((inserted, run))
        low += 1
      }
      if high & 1 == 1 {
        high -= 1
        nodes[high].append((inserted, run))
      }
      (low, high) = (low / 2, high / 2)
    }
  }

  /// How many of the runs may be continued at `step`.
  func count(at step: Int64) -> Int {
    var count = 0
    var node = leaf(step)
    while node > 0 {
      count += nodes[node].count
      node /= 2
    }
    return count
  }

  /// Offers the runs that may be continued at `step`, the last one first, until one is taken.
  func latest(at step: Int64, choose: (Int) -> Choice) -> Int? {
    var heads: [ArraySlice<(order: Int, run: Int)>] = []
    var node = leaf(step)
    while node > 0 {
      if !nodes[node].isEmpty { heads.append(nodes[node][...]) }
      node /= 2
    }
    func order(_ head: Int) -> Int { heads[head].last?.order ?? 0 }
    while let last = heads.indices.max(by: { order($0) < order($1) }),
      let candidate = heads[last].popLast()
    {
      switch choose(candidate.run) {
      case .take: return candidate.run
      case .stop: return nil
      case .pass: continue
      }
    }
    return nil
  }

  /// The node of a step; 0 if there are no ranges.
  private func leaf(_ step: Int64) -> Int {
    nodes.isEmpty ? 0 : place { $0 >= step } + firstSteps.count
  }

  /// The index of the first step for which a condition holds; it must hold from some step on.
  private func place(_ condition: (Int64) -> Bool) -> Int {
    var (low, high) = (0, firstSteps.count)
    while low < high {
      let middle = (low + high) / 2
      if condition(firstSteps[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
