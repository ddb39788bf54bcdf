import TextFormats

/// The tool `tags`: which series there are.
enum TagsTool: MCPTool {
  private static let usual = 50

  static let name = "tags"
  static let about =
    "List the series of runs: run, tag, points, first and last step, first and last value. \"matched\" "
    + "counts them all."
  static let parameters: [ToolParameter] = [
    .path, .runs, ToolParameter("tag", .text, "Keep tags that match (glob, or /regex/)"),
    .limit(1...1_000, usual: usual, of: "series"),
  ]

  static func call(_ arguments: ToolArguments, at desk: ToolDesk) throws(ToolError) -> String {
    let limit = arguments.whole("limit") ?? usual
    var answer = ToolAnswer(rowsAs: "series")
    var count = 0
    let words = arguments.options("runs", "tag")
    let end = try desk.records(["tags", "-f", "jsonl"] + words, on: arguments.path) { record in
      count += 1
      if answer.rows.count < limit { answer.rows.append(record.members ?? []) }
      return true
    }
    answer.total = count
    answer.head = [.init("matched", .integer(Int64(count)))]
    answer.remarks = end.remarks
    return answer.text(within: arguments.whole("limit") == nil ? 12_000 : ToolAnswer.large)
  }
}
