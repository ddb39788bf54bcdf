import TextFormats

/// The tool `analyze`: how runs went, and why.
enum AnalyzeTool: MCPTool {
  private static let usual = 3

  static let name = "analyze"
  static let about =
    "Judge runs one by one: verdict, reason in a sentence, best step, confidence, forecast, what to do "
    + "next, flags and notes. `fields` chooses keys; curves and evidence come only if it names them. "
    + "For many runs use scan."
  static let parameters: [ToolParameter] = [
    .path, .runs, .metric, .direction,
    ToolParameter("train", .text, "The tag of the training series to compare the metric with"),
    .limit(1...50, usual: usual, of: "runs"), .fields,
  ]

  static func call(_ arguments: ToolArguments, at desk: ToolDesk) throws(ToolError) -> String {
    let fields = try arguments.fields()
    let limit = arguments.whole("limit") ?? usual
    var answer = ToolAnswer(rowsAs: "runs")
    var isMore = false
    let words = arguments.choice + arguments.options("train")
    let end = try desk.records(["analyze", "-f", "jsonl"] + words, on: arguments.path) { record in
      isMore = answer.rows.count == limit
      if isMore { return false }
      answer.rows.append(record.picked(fields) ?? record.withoutBulk)
      return true
    }
    if isMore { answer.head = [.init("more_runs", .boolean(true))] }
    answer.remarks = end.remarks
    return answer.text(within: ToolAnswer.large, keepingTexts: true)
  }
}
