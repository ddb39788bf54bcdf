import TextFormats

/// The tool `scan`: many runs, ranked, in brief.
enum ScanTool: MCPTool {
  private static let usual = 20

  static let name = "scan"
  static let about =
    "Rank the training runs below a directory: how many have which verdict, and the first of them in "
    + "brief (run, verdict, metric, best, best_step, last, reason, flags). A metric that all runs shown "
    + "share comes once, before them. `fields` chooses other keys. \"shown\" is the number of runs that fit."
  static let parameters: [ToolParameter] = [
    .path, .runs, .metric, .direction,
    ToolParameter(
      "where", .text, "A condition on runs, such as: best < 0.8 and lr <= 1e-4 and flags == spikes"),
    ToolParameter("verdict", .text, "Verdicts to keep, such as diverged,overfitting"),
    ToolParameter("since", .text, "Runs with an event in the last 2d, 6h or 30m"),
    ToolParameter("sort", .text, "best (the default), last, verdict, time, name or a tag"),
    .limit(0...1_000, usual: usual, of: "runs"), .fields,
  ]

  static func call(_ arguments: ToolArguments, at desk: ToolDesk) throws(ToolError) -> String {
    let fields = try arguments.fields()
    let limit = arguments.whole("limit") ?? usual
    var verdicts = Tally()
    var answer = ToolAnswer(rowsAs: "runs")
    let words = arguments.choice + arguments.options("where", "verdict", "since", "sort")
    let end = try desk.records(["scan", "-f", "jsonl"] + words, on: arguments.path) { record in
      verdicts.add(record["verdict"]?.text ?? "error")
      if answer.rows.count < limit { answer.rows.append(record.picked(fields) ?? record.brief) }
      return true
    }
    answer.total = verdicts.total
    answer.remarks = end.remarks
    answer.head = [
      .init("matched", .integer(Int64(verdicts.total))), .init("verdicts", verdicts.json),
    ]
    if fields == nil { answer.hoist("metric") }
    let asksForMore = fields != nil || arguments.whole("limit") != nil
    return answer.text(within: asksForMore ? ToolAnswer.large : ToolAnswer.small)
  }
}

extension ToolAnswer {
  /// If all rows have the same value for a key, moves it from the rows to the head of the answer.
  fileprivate mutating func hoist(_ key: String) {
    func value(_ row: AnswerRow) -> JSONValue? { row.first { $0.name == key }?.value }
    guard rows.count > 1, let first = value(rows[0]), rows.allSatisfy({ value($0) == first }) else {
      return
    }
    head.append(.init(key, first))
    for index in rows.indices { rows[index].removeAll { $0.name == key } }
  }
}
