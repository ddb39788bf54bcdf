import TextFormats

/// The tool `points`: the steps and values of series, thinned.
enum PointsTool: MCPTool {
  private static let usual = 100
  private static let mostSeries = 10

  static let name = "points"
  static let about =
    "Give the steps and values of a series, thinned to at most `max_points` that keep its shape. Of "
    + "several series that match, the first \(mostSeries) are given. Values that are not finite are null."
  static let parameters: [ToolParameter] = [
    .path, ToolParameter("tag", .text, isRequired: true, "The tag (or a glob, or /regex/)"),
    .runs, ToolParameter("steps", .text, "Steps A:B, such as 1000:2000, :500 or 100:"),
    ToolParameter(
      "max_points", .whole(3...2_000), "The most points of a series (\(usual) by default)"),
  ]

  static func call(_ arguments: ToolArguments, at desk: ToolDesk) throws(ToolError) -> String {
    var gathered = Gathered()
    let words =
      arguments.options("tag", "runs", "steps")
      + ["--max-points=\(arguments.whole("max_points") ?? usual)", "--overlap=resume"]
    let end = try desk.records(["export", "-f", "jsonl"] + words, on: arguments.path) {
      gathered.add($0)
    }
    if gathered.series.isEmpty {
      throw ToolError("no point matched; the tool tags lists the series")
    }
    var answer = ToolAnswer(rowsAs: "series")
    if gathered.isMore { answer.head = [.init("more_series", .boolean(true))] }
    answer.rows = gathered.series.map(\.row)
    answer.total = gathered.series.count
    answer.remarks = end.remarks
    return answer.text(within: 10 * ToolAnswer.large)
  }

  /// The series to which rows of points belong.
  private struct Gathered {
    var series: [Series] = []
    /// Whether there are more series than an answer may contain.
    var isMore = false

    /// Adds a point; false if its series exceeds the limit.
    mutating func add(_ row: JSONValue) -> Bool {
      let run = row["run"]?.text ?? ""
      let tag = row["tag"]?.text ?? ""
      if let index = series.lastIndex(where: { $0.isNamed(run, tag) }) {
        series[index].add(row)
        return true
      }
      isMore = series.count == mostSeries
      if isMore { return false }
      series.append(Series(run: run, tag: tag))
      series[series.count - 1].add(row)
      return true
    }
  }

  /// A series whose points are being collected.
  private struct Series {
    let run: String
    let tag: String
    private var steps: [JSONValue] = []
    private var values: [JSONValue] = []

    init(run: String, tag: String) { (self.run, self.tag) = (run, tag) }

    /// Whether it has these names, byte for byte.
    func isNamed(_ run: String, _ tag: String) -> Bool {
      self.run.utf8.elementsEqual(run.utf8) && self.tag.utf8.elementsEqual(tag.utf8)
    }

    mutating func add(_ row: JSONValue) {
      steps.append(row["step"] ?? .null)
      values.append(row["value"] ?? .null)
    }

    var row: AnswerRow {
      [
        .init("run", .text(run)), .init("tag", .text(tag)), .init("steps", .array(steps)),
        .init("values", .array(values)),
      ]
    }
  }
}
