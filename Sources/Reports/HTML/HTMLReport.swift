import Convergence
import Scalars
import TextFormats
public import TrainingRuns

/// A page with the ranking of runs and a section for each: one file, no network, readable without scripts.
///
/// Entries are turned into text as they are added, so that a report of many runs holds no points.
public struct HTMLReport: Sendable {
  /// What is said of the report as a whole.
  public struct Heading: Sendable {
    /// What was read, such as the name of the log directory.
    public var title: String
    /// When it was read, in seconds since the Unix epoch.
    public var readAt: Double
    /// The program and its version.
    public var program: String
    /// The command line that made the report.
    public var commandLine: String
    /// The name of the row that others are compared with.
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

  /// An entry after its section was written: what its row needs.
  private struct Written: Sendable {
    let row: HTMLRow
    let section: String
  }

  private let heading: Heading
  private var written: [Written] = []
  private var runCount = 0
  private var pointCount: Int64 = 0
  private var damagedCount: Int64 = 0
  private var metrics: [MetricChoice] = []
  let numbers = ReadableNumbers(unicode: true)

  /// Creates a report without entries.
  public init(_ heading: Heading) { self.heading = heading }

  /// The most points to draw of each series, so that a report of this many entries stays small.
  public static func pointLimit(entries: Int) -> Int {
    max(60, min(1_000, 20_000 / max(1, entries)))
  }

  /// Adds an entry.
  public mutating func add(_ entry: Entry) {
    let number = written.count + 1
    let row = HTMLRow(entry, anchor: "run-\(number)")
    written.append(Written(row: row, section: HTMLSection(entry, row: row).text))
    runCount += entry.members.count
    for member in entry.members {
      pointCount += member.reading.points
      damagedCount += member.reading.damagedRecords
      if let metric = member.metric, !metrics.contains(where: { $0.isLike(metric) }) {
        metrics.append(metric)
      }
    }
  }

  /// The page.
  public var text: String {
    let ranked = HTMLRow.ranked(written, \.row)
    let title = escapedMarkup(heading.title)
    let table = HTMLTable(
      rows: ranked.map(\.row), baseline: heading.baseline, metric: commonMetric?.name)
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
      \(table.text)
      \(ranked.map(\.section).joined(separator: "\n"))
      <footer class="dim"><p>\(escapedMarkup(footer))</p>
      <p><code>\(escapedMarkup(heading.commandLine))</code></p></footer>
      </main><script>\(HTMLStyle.script)</script></body></html>

      """
  }

  private var commonMetric: MetricChoice? { metrics.count == 1 ? metrics.first : nil }

  private var summary: String {
    var parts = ["\(numbers.integer(Int64(runCount))) \(runCount == 1 ? "run" : "runs")"]
    if written.count != runCount {
      parts.append("\(written.count) \(written.count == 1 ? "group" : "groups")")
    }
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
