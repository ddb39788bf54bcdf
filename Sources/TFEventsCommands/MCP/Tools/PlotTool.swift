/// The tool `plot`: curves in characters.
enum PlotTool: MCPTool {
  private static let mostBytes = 12_000

  static let name = "plot"
  static let about =
    "Draw what each run is judged by as text, with its verdict and best step. Long answers are cut: "
    + "choose a run."
  static let parameters: [ToolParameter] = [
    .path, .runs, .metric, .direction,
    ToolParameter("tag", .text, "Draw the tags that match (glob, or /regex/)"),
    ToolParameter("rows", .whole(3...60), "The height of a plot in lines (14 by default)"),
    ToolParameter("ascii", .truth, "No characters outside ASCII"),
  ]

  static func call(_ arguments: ToolArguments, at desk: ToolDesk) throws(ToolError) -> String {
    var text: [UInt8] = []
    let words =
      arguments.choice + arguments.options("tag", "rows")
      + (arguments.truth("ascii") ? ["--ascii"] : [])
    let end = try desk.run(["plot", "-f", "text", "--color=never"] + words, on: arguments.path) {
      text += $0
      return text.count <= mostBytes
    }
    if text.isEmpty { throw end.error }
    let drawn = String(decoding: text, as: UTF8.self)
    return text.count <= mostBytes
      ? drawn : shortened(drawn, to: mostBytes) + "\n(cut here: choose one run with `runs`)\n"
  }
}
