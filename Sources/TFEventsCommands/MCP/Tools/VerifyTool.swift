import TextFormats

/// The tool `verify`: whether files are damaged, and where.
enum VerifyTool: MCPTool {
  private static let usual = 20
  private static let mostDamage = 5

  static let name = "verify"
  static let about =
    "Check the checksums of every record of the event files below a path: how many files have which "
    + "status, and the files that are not good, with where they are damaged."
  static let parameters: [ToolParameter] = [
    .path, .runs, .limit(1...500, usual: usual, of: "files that are not good"),
  ]

  static func call(_ arguments: ToolArguments, at desk: ToolDesk) throws(ToolError) -> String {
    let limit = arguments.whole("limit") ?? usual
    var statuses = Tally()
    var answer = ToolAnswer(rowsAs: "not_good")
    var bad = 0
    let words = ["verify", "-f", "jsonl"] + arguments.options("runs")
    let end = try desk.records(words, on: arguments.path) { file in
      let status = file["status"]?.text ?? ""
      statuses.add(status)
      if status == "good" { return true }
      bad += 1
      if bad <= limit { answer.rows.append((file.members ?? []).map(firstDamage)) }
      return true
    }
    answer.head = [.init("files", statuses.json)]
    answer.total = bad
    answer.remarks = end.remarks
    return answer.text(within: arguments.whole("limit") == nil ? 12_000 : ToolAnswer.large)
  }

  /// The result of a file; if it lists damage, only the first few positions.
  private static func firstDamage(_ member: JSONValue.Member) -> JSONValue.Member {
    guard member.name == "damage", let all = member.value.array else { return member }
    return .init("damage", .array(Array(all.prefix(mostDamage))))
  }
}
