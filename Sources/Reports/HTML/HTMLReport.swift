import Convergence
import Scalars
import TextFormats
public import TrainingRuns

/// A page with the ranking of runs and a section for each: one file, no network, readable without
/// scripts.
///
/// Entries are converted to text when they are added, so that a report of many runs holds no
/// points. If there are more than ``mostDrawn`` entries, all are ranked, and the first
/// ``drawnOfMany`` get a section.
public struct HTMLReport: Sendable {
  /// What the page says about the report as a whole.
  public struct Heading: Sendable {
    /// The source, such as the name of the log directory.
    public var title: String
    /// When it was read, in seconds since the Unix epoch.
    public var readAt: Double
    /// The program and its version.
    public var program: String
    /// The command line that made the report.
    public var commandLine: String
    /// The name of the row with which others are compared.
    public var baseline: String?

    /// Creates a heading.
    public init(
      title: String, readAt: Double, program: String, commandLine: String, baseline: String? = nil
    ) {
      self.title = title
      self.readAt = readAt
      self.program = program
      self.commandLine = commandLine
      self.baseline = baseline
    }
  }

  /// One row and section: a run, or several that differ only in a seed.
  public struct Entry: Sendable {
    /// The run's or the group's name.
    public var name: String
    /// The runs; at least one.
    public var members: [AnalyzedRun]
    /// The drawings, in order.
    public var charts: [Chart]

    /// Creates an entry.
    public init(name: String, members: [AnalyzedRun], charts: [Chart]) {
      precondition(!members.isEmpty, "an entry is about a run at least")
      self.name = name
      self.members = members
      self.charts = charts
    }
  }

  /// Up to this number of entries, each has a section.
  public static let mostDrawn = 500
  /// If there are more entries, how many have a section.
  public static let drawnOfMany = 200

  private let heading: Heading
  private var rows: [HTMLRow] = []
  /// The sections that were written, by the indices of their entries.
  private var sections: [Int: String] = [:]
  private var comparison = ""
  private var runCount = 0
  private var pointCount: Int64 = 0
  private var damagedCount: Int64 = 0
  private var metrics: [MetricChoice] = []
  let numbers = ReadableNumbers(unicode: true)

  /// Creates a report without entries.
  public init(_ heading: Heading) { self.heading = heading }

  /// The most points to draw per series, so that a report with this many entries stays small.
  public static func pointLimit(entries: Int) -> Int {
    let drawn = entries > mostDrawn ? drawnOfMany : entries
    return max(60, min(1_000, 20_000 / max(1, drawn)))
  }

  /// Adds an entry with its section.
  public mutating func add(_ entry: Entry) {
    rank(entry)
    draw(rows.count - 1, entry)
  }

  /// Adds an entry only to the ranking.
  public mutating func rank(_ entry: Entry) {
    rows.append(HTMLRow(entry, anchor: "run-\(rows.count + 1)"))
    runCount += entry.members.count
    for member in entry.members {
      pointCount += member.reading.points
      damagedCount += member.reading.damagedRecords
      if let metric = member.metric, !metrics.contains(where: { $0.isLike(metric) }) {
        metrics.append(metric)
      }
    }
  }

  /// The indices of the entries that are ranked first, in the order in which they were added.
  public func first(_ count: Int) -> [Int] {
    HTMLRow.ranked(Array(rows.indices)) { rows[$0] }.prefix(count).map(\.self)
  }

  /// Writes the section of an entry that was ranked before.
  public mutating func draw(_ number: Int, _ entry: Entry) {
    sections[number] = HTMLSection(entry, row: rows[number]).text
  }

  /// Puts a drawing of several runs above the ranking.
  public mutating func compare(_ chart: Chart) {
    comparison =
      "<section><h2>\(escapedMarkup(chart.title))</h2>\n\(chart.figure(id: "compared"))</section>"
  }

  /// The page.
  public var text: String {
    let ranked = first(rows.count)
    let title = escapedMarkup(heading.title)
    let table = HTMLTable(
      rows: ranked.map { rows[$0] }, drawn: Set(sections.keys.map { rows[$0].anchor }),
      baseline: heading.baseline, metric: commonMetric?.name)
    return """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta name="viewport" content="width=device-width,initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>\(HTMLStyle.text)</style></head>
      <body><main>
      <h1>\(title)</h1>
      <p class="dim">\(escapedMarkup(summary))</p>
      \(comparison)
      \(table.text)
      \(ranked.compactMap { sections[$0] }.joined(separator: "\n"))
      <footer class="dim"><p>\(escapedMarkup(footer))</p>
      <p><code>\(escapedMarkup(heading.commandLine))</code></p></footer>
      </main><script>\(HTMLStyle.script)</script></body></html>

      """
  }

  private var commonMetric: MetricChoice? { metrics.count == 1 ? metrics.first : nil }

  private var summary: String {
    var parts = [numbers.counted(runCount, "run")]
    if rows.count != runCount { parts.append(numbers.counted(rows.count, "group")) }
    if sections.count < rows.count { parts.append("the first \(sections.count) are drawn") }
    parts.append("\(numbers.integer(pointCount)) points")
    if let time = iso8601(heading.readAt) {
      parts.append("read \(time.prefix(10)) \(time.dropFirst(11).prefix(5)) UTC")
    }
    parts.append(heading.program)
    if let metric = commonMetric {
      parts.append("\(metric.direction == .min ? "lower" : "higher") \(metric.name) is better")
    } else if !metrics.isEmpty {
      parts.append("each run judged by its own series")
    }
    return parts.joined(separator: " · ")
  }

  private var footer: String {
    let damage =
      damagedCount == 0
      ? "No damaged records." : "\(numbers.integer(damagedCount)) damaged records were skipped."
    return "\(damage) Verdicts rest on all points; only the drawings are thinned."
  }
}

extension MetricChoice {
  /// Whether two runs were judged by the same series in the same direction.
  func isLike(_ other: MetricChoice) -> Bool {
    name == other.name && direction == other.direction
  }
}
