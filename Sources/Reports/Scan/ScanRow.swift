public import Convergence
public import Scalars

/// A row of a scan: one run, or several that differ only in a seed.
public struct ScanRow: Sendable, Hashable {
  /// The run's name, or the common part of the group's names.
  public var name: String
  /// The runs; one unless this is a group.
  public var members: [ScanRecord]
  /// Whether the row is a group of runs.
  public var isGroup: Bool { members.count > 1 }
  /// The verdict that most of the runs have; nil if they could not be judged.
  public var verdict: Verdict?
  /// How many of the runs have that verdict.
  public var agreeing: Int
  /// The flags that any of the runs has.
  public var flags: [String]
  /// The series that was judged; nil if the runs were judged by different ones.
  public var metric: String?
  /// Which way is better.
  public var direction: Direction
  /// The best value, or the mean of the runs' best values.
  public var best: Spread?
  /// The best step; for a group, the median.
  public var bestStep: Int64?
  /// The last value, or the mean of the runs' finite last values.
  public var last: Spread?
  /// The curve, or the mean of the runs' curves at equal steps.
  public var shape: RecordShape?
  /// The runs' curves step by step; nil for a single run.
  public var curve: GroupCurve?
  /// The requested values; missing if the runs differ.
  public var picked: [FieldValue?]
  /// The difference of the best value to the baseline's, as a share of the baseline's; positive is
  /// larger.
  public var baselineChange: Double?

  /// Creates the row of one run.
  public init(_ record: ScanRecord) { self.init(name: record.run, members: [record]) }

  /// Creates the row of a group; its members are sorted by name.
  public init(name: String, members: [ScanRecord]) {
    precondition(!members.isEmpty, "a group needs a run")
    let members = members.sorted { $0.run < $1.run }
    self.name = name
    self.members = members
    (verdict, agreeing) = Self.majority(members.map(\.verdict))
    flags = members.flatMap(\.flags).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    metric = members.allSatisfy { $0.metric == members[0].metric } ? members[0].metric : nil
    direction = members[0].direction
    best = Spread(members.compactMap(\.best))
    let steps = members.compactMap(\.bestStep).sorted()
    bestStep = steps.isEmpty ? nil : steps[steps.count / 2]
    let last = members.compactMap(\.last)
    self.last = members.count == 1 ? last.first.map { Spread(mean: $0) } : Spread(last)
    shape = RecordShape.mean(of: members.compactMap(\.shape))
    if members.count > 1 { curve = GroupCurve(members.compactMap(\.curve)) }
    picked = members[0].picked.indices.map { place in
      let all = Set(members.map { $0.picked[place] })
      if all.count == 1, case .value(let value)? = all.first { return value }
      return nil
    }
  }

  /// The most common verdict; of equally common ones, the most serious.
  private static func majority(_ verdicts: [Verdict?]) -> (Verdict?, Int) {
    let counts = verdicts.reduce(into: [Verdict?: Int]()) { $0[$1, default: 0] += 1 }
    let order = Verdict.fromGoodToBad.map(Optional.some) + [nil]
    let most = counts.values.max() ?? 0
    return (order.last { counts[$0, default: 0] == most } ?? nil, most)
  }

  /// The verdict as one word for data.
  public var verdictName: String { verdict?.dataName ?? "error" }
}

extension Verdict {
  /// All verdicts, the best first.
  static let fromGoodToBad: [Verdict] = [
    .converged, .improving, .plateaued, .undecidable, .tooLittleData, .worsening,
    .overfitting, .diverged,
  ]
}
