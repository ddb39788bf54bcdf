import Convergence
import Scalars
import TrainingRuns

/// One run or group in the ranking.
struct HTMLRow: Sendable {
  let name: String
  let anchor: String
  let runs: Int
  let verdict: Verdict?
  /// How many of the runs have that verdict.
  let agreeing: Int
  let hasFlags: Bool
  let metric: MetricChoice?
  let best: Spread?
  let bestStep: Int64?
  let checkpoint: String?

  init(_ entry: HTMLReport.Entry, anchor: String) {
    self.anchor = anchor
    runs = entry.members.count
    name = entry.members.count > 1 ? "\(entry.name) (\(entry.members.count))" : entry.name
    let verdicts = entry.members.map { $0.judgement?.verdict }
    let counts = verdicts.reduce(into: [Verdict?: Int]()) { $0[$1, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    // Of equally common verdicts, the most serious.
    let common = (Verdict.fromGoodToBad.map(Optional.some) + [nil]).last { counts[$0] == most }
    verdict = common ?? nil
    agreeing = most
    hasFlags = entry.members.contains { !($0.judgement?.flags.isEmpty ?? true) }
    metric = entry.members.compactMap(\.metric).first
    best = Spread(entry.members.compactMap { $0.judgement?.best?.value })
    let steps = entry.members.compactMap { $0.judgement?.best?.step }.sorted()
    bestStep = steps.isEmpty ? nil : steps[steps.count / 2]
    checkpoint = entry.members.count == 1 ? entry.members[0].checkpointAsGood?.name : nil
  }

  /// Rows by their best values: those judged by the most common series first, those without a value
  /// last.
  static func ranked<Item>(_ items: [Item], _ row: (Item) -> HTMLRow) -> [Item] {
    let metrics = items.reduce(into: [String: Int]()) {
      $0[row($1).metric?.name ?? "", default: 0] += 1
    }
    func key(_ row: HTMLRow) -> (Int, Int, String, Double, String) {
      let metric = row.metric?.name ?? ""
      let best = row.best?.mean ?? 0
      return (
        row.best == nil ? 1 : 0, -(metrics[metric] ?? 0), metric,
        row.metric?.direction == .max ? -best : best, row.name
      )
    }
    return items.sorted { key(row($0)) < key(row($1)) }
  }

  /// The distance of the best value from another row's, as a share of that value.
  func change(from baseline: HTMLRow?) -> Double? {
    guard let baseline, let mine = best?.mean, let its = baseline.best?.mean, its != 0,
      baseline.anchor != anchor
    else { return nil }
    return (mine - its) / abs(its)
  }
}

extension Verdict {
  /// The CSS class of a verdict's word.
  var markupClass: String {
    switch style {
    case .green: "good"
    case .red: "bad"
    case .yellow: "look"
    default: "dim"
    }
  }

  /// Mark and word in their color, as HTML.
  var markup: String {
    "<span class=\"verdict \(markupClass)\">"
      + "<span aria-hidden=\"true\">\(glyph(unicode: true))</span> \(rawValue)</span>"
  }
}
