import TextFormats

/// The answers of `tfevents mcp` to some messages, in this process.
struct MCPSession {
  /// How the command ended and what it wrote.
  let run: CommandRun
  /// The lines of its answers as JSON.
  let answers: [JSONValue]

  /// Sends lines, and then the end of the input.
  init(_ lines: [String], root: String? = nil) {
    self.init(bytes: [Array(lines.map { $0 + "\n" }.joined().utf8)], root: root)
  }

  /// The same with the bytes as they arrive.
  init(bytes: [[UInt8]], root: String? = nil) {
    run = CommandRun(["mcp"] + (root.map { ["--root", $0] } ?? []), input: bytes)
    answers = run.lines.map { (try? JSONReader.read(Array($0.utf8)[...])) ?? .null }
  }

  /// Calls one tool with arguments in JSON.
  static func call(_ tool: String, _ arguments: String, root: String? = nil) -> MCPAnswer {
    let parameters = #"{"name":"\#(tool)","arguments":\#(arguments)}"#
    let session = MCPSession(
      [#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":\#(parameters)}"#], root: root)
    return MCPAnswer(session)
  }
}

/// What a tool answers.
struct MCPAnswer {
  /// The bytes of the whole message.
  let size: Int
  /// The text.
  let text: String
  /// Whether the tool could not answer.
  let isError: Bool?

  init(_ session: MCPSession) {
    let result = session.answers.first?["result"]
    size = session.run.output.utf8.count
    text = result?["content"]?.array?.first?["text"]?.text ?? ""
    isError = result?["isError"].map { $0 == .boolean(true) }
  }

  /// The text as JSON; null where it is none.
  var json: JSONValue { (try? JSONReader.read(Array(text.utf8)[...])) ?? .null }
}
