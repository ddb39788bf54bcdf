/// Which points are superseded by later ones: for each series, thresholds by position in the files.
///
/// A restart at position q with step t supersedes every point before q whose step is at least t. So
/// the lowest threshold after a point decides. Each list is a monotonic stack: an entry is removed
/// when a later one has the same or a lower threshold. Thresholds then increase with position, and
/// the first entry after a point is the lowest one.
struct SupersessionPlan {
  /// A position among the rows of a member: its group of files in the high 24 bits, the row in the
  /// others.
  struct Position: Comparable {
    var bits: UInt64

    init(group: Int, row: Int) { bits = UInt64(group) << 40 | UInt64(row) }
    /// The position after every row that a group may hold.
    init(endOf group: Int) { bits = UInt64(group) << 40 | (1 << 40 - 1) }
    /// Whether it is the position after every row of a group, as for merged files.
    var isGroupEnd: Bool { ~bits & (1 << 40 - 1) == 0 }
    static func < (a: Position, b: Position) -> Bool { a.bits < b.bits }
  }

  struct Entry {
    var position: Position
    var threshold: Int64
  }

  /// The files of the member in the order of reading; those merged by wall time form one group.
  var groups: [[Int]]
  /// Thresholds that hold for every series.
  private(set) var common: [Entry] = []
  /// Thresholds of single series, by their number.
  private(set) var single: [Int: [Entry]] = [:]

  /// How many restarts were added.
  private(set) var additions = 0

  init(groups: [[Int]]) { self.groups = groups }

  /// Whether files are merged, so that groups are not files.
  var mergesFiles: Bool { groups.contains { $0.count > 1 } }

  /// Whether no point is superseded and the files are read one after another.
  var isTrivial: Bool {
    common.isEmpty && single.isEmpty && groups.allSatisfy { $0.count == 1 }
      && groups.joined().elementsEqual(0..<groups.count)
  }

  /// Adds a restart of one series, or of all; positions must not go back within a list.
  mutating func add(_ position: Position, threshold: Int64, series: Int?) {
    additions += 1
    let entry = Entry(position: position, threshold: threshold)
    if let series {
      Self.push(entry, onto: &single[series, default: []])
    } else {
      Self.push(entry, onto: &common)
    }
  }

  private static func push(_ entry: Entry, onto entries: inout [Entry]) {
    while let last = entries.last, last.threshold >= entry.threshold { entries.removeLast() }
    entries.append(entry)
  }
}

/// Walks a plan along the points of a member, in the order of their positions.
struct SupersessionCursor {
  private let plan: SupersessionPlan
  private var nextCommon = 0
  private var nextSingle: [Int: Int] = [:]

  init(_ plan: SupersessionPlan) { self.plan = plan }

  /// Whether the point of `series` at `position` with `step` is superseded.
  mutating func isSuperseded(_ position: SupersessionPlan.Position, series: Int, step: Int64)
    -> Bool
  {
    while nextCommon < plan.common.count, plan.common[nextCommon].position <= position {
      nextCommon += 1
    }
    if nextCommon < plan.common.count, step >= plan.common[nextCommon].threshold { return true }
    guard let entries = plan.single[series] else { return false }
    var next = nextSingle[series, default: 0]
    while next < entries.count, entries[next].position <= position { next += 1 }
    nextSingle[series] = next
    return next < entries.count && step >= entries[next].threshold
  }
}
