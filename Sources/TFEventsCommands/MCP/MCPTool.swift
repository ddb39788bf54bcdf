import TextFormats

/// A tool that an agent can call; it reads, and never writes.
protocol MCPTool: SendableMetatype {
  /// Its name.
  static var name: String { get }
  /// The description by which an agent chooses the tool.
  static var about: String { get }
  /// What it takes.
  static var parameters: [ToolParameter] { get }
  /// Answers with text, usually JSON.
  static func call(_ arguments: ToolArguments, at desk: ToolDesk) throws(ToolError) -> String
}

extension MCPTool {
  /// Answers a call with any arguments; errors are text, too.
  static func answer(_ arguments: JSONValue, at desk: ToolDesk) -> (text: String, isError: Bool) {
    do throws(ToolError) {
      let checked = try ToolArguments(arguments, of: name, taking: parameters)
      return (try call(checked, at: desk), false)
    } catch {
      return (error.message, true)
    }
  }

  /// Its entry in `tools/list`.
  static var description: JSONValue {
    [
      "name": .text(name), "description": .text(about),
      "inputSchema": [
        "type": .text("object"),
        "properties": .object(parameters.map { JSONValue.Member($0.name, $0.schema) }),
        "required": .array(parameters.filter(\.isRequired).map { .text($0.name) }),
        "additionalProperties": .boolean(false),
      ],
      "annotations": [
        "readOnlyHint": .boolean(true), "destructiveHint": .boolean(false),
        "idempotentHint": .boolean(true), "openWorldHint": .boolean(false),
      ],
    ]
  }
}

/// All tools.
enum ToolCatalogue {
  static let all: [any MCPTool.Type] = [
    ScanTool.self, AnalyzeTool.self, TagsTool.self, PointsTool.self, PlotTool.self,
    VerifyTool.self,
  ]

  /// The instructions that an agent gets first.
  static func instructions(root: String?) -> String {
    let place = root.map { " Paths are taken below \($0)." } ?? ""
    return "Reads TensorBoard event files and says how trainings went. Begin with scan on a "
      + "directory; then analyze, points or plot one run. Nothing is ever written." + place
  }
}
