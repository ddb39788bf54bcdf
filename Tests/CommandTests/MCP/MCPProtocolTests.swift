import TextFormats
import Testing

@Suite("mcp speaks JSON-RPC 2.0, a message a line")
struct MCPProtocolTests {
  private static let ping = #"{"jsonrpc":"2.0","id":"p","method":"ping"}"#
  private static let pong = #"{"jsonrpc":"2.0","id":"p","result":{}}"#

  private static func greeting(_ version: String) -> String {
    #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(version)","#
      + #""capabilities":{},"clientInfo":{"name":"test","version":"1"}}}"#
  }

  @Test(
    "A known version is taken over, for another the newest is offered",
    arguments: [
      ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-11-25", "2025-11-25"),
      ("1999-01-01", "2025-11-25"), ("", "2025-11-25"),
    ])
  func versions(_ asked: String, _ given: String) {
    let session = MCPSession([Self.greeting(asked)])
    let result = session.answers.first?["result"]
    #expect(result?["protocolVersion"]?.text == given)
    #expect(result?["capabilities"]?["tools"] == [:])
    #expect(result?["serverInfo"]?["name"]?.text == "tfevents")
    #expect(session.run.status == 0)
    #expect(session.run.errors == "")
  }

  @Test("A transcript: greeting, notification, ping, the list of tools, the end of the input")
  func transcript() throws {
    let session = MCPSession([
      Self.greeting("2025-06-18"), #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
      Self.ping, #"{"jsonrpc":"2.0","id":2.5,"method":"tools/list"}"#,
    ])
    try #require(session.answers.count == 3)
    #expect(session.run.lines[1] == Self.pong)
    #expect(session.answers[2]["id"] == .number(2.5))
    let tools = try #require(session.answers[2]["result"]?["tools"]?.array)
    #expect(
      tools.map { $0["name"]?.text } == ["scan", "analyze", "tags", "points", "plot", "verify"])
    for tool in tools {
      let schema = try #require(tool["inputSchema"])
      let required = schema["required"]?.array?.compactMap(\.text) ?? []
      #expect(schema["type"]?.text == "object")
      #expect(required.contains("path"))
      for member in schema["properties"]?.members ?? [] {
        #expect(member.value["type"]?.text != nil && member.value["description"]?.text != nil)
      }
      #expect(tool["annotations"]?["readOnlyHint"] == .boolean(true))
      #expect(tool["description"]?.text?.isEmpty == false)
    }
  }

  @Test(
    "What is wrong is answered with its code, and the next message is answered all the same",
    arguments: [
      ("{", -32_700, "null"), ("nonsense", -32_700, "null"), ("\u{FFFD}", -32_700, "null"),
      (#"{"jsonrpc":"2.0","id":7,"method":"ping"} x"#, -32_700, "null"),
      ("17", -32_600, "null"), ("[]", -32_600, "null"), ("{}", -32_600, "null"),
      (#"{"jsonrpc":"1.0","id":7,"method":"ping"}"#, -32_600, "7"),
      (#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32_600, "null"),
      (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32_600, "null"),
      (#"{"jsonrpc":"2.0","id":7,"method":8}"#, -32_600, "7"),
      (#"{"jsonrpc":"2.0","id":7,"method":"resources/list"}"#, -32_601, "7"),
      (#"{"jsonrpc":"2.0","id":7,"method":"tools/call"}"#, -32_602, "7"),
      (#"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":[1]}"#, -32_602, "7"),
      (
        #"{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"rm"}}"#, -32_602, "7"
      ),
    ])
  func faults(_ line: String, _ code: Int64, _ id: String) throws {
    let session = MCPSession([line, Self.ping])
    try #require(session.answers.count == 2, "\(session.run.output)")
    #expect(session.answers[0]["error"]?["code"]?.integer == code)
    #expect(session.answers[0]["error"]?["message"]?.text?.isEmpty == false)
    #expect(session.run.lines[0].contains("\"id\":\(id)"))
    #expect(session.run.lines[1] == Self.pong)
  }

  @Test("Notifications, answers and blank lines are not answered")
  func silence() {
    let session = MCPSession([
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
      #"{"jsonrpc":"2.0","method":"nobody/knows"}"#, "", "  \t", "\r",
      #"{"jsonrpc":"2.0","id":4,"result":{}}"#,
      #"{"jsonrpc":"2.0","id":4,"error":{"code":1,"message":"no"}}"#,
    ])
    #expect(session.run.output == "")
    #expect(session.run.status == 0)
  }

  @Test("A batch is answered by a batch of the answers there are")
  func batches() {
    let note = #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#
    #expect(
      MCPSession(["[\(Self.ping),\(note),\(Self.ping)]"]).run.output
        == "[\(Self.pong),\(Self.pong)]\n")
    #expect(MCPSession(["[\(note)]"]).run.output == "")
  }

  @Test("A message that is too long is refused without being kept, at whatever place it is cut")
  func tooLong() {
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: 70_000)
    let pieces = Array(repeating: long, count: 40) + [Array(("\n" + Self.ping).utf8)]
    let session = MCPSession(bytes: pieces)
    #expect(session.answers.first?["error"]?["code"]?.integer == -32_600)
    #expect(session.run.lines.dropFirst() == [Self.pong], "a last line need not end")
    #expect(session.run.output.utf8.count < 400)
  }

  @Test("Messages may arrive byte by byte, and lines may end in CRLF")
  func pieces() {
    let bytes = Array((Self.ping + "\r\n" + Self.ping + "\n").utf8).map { [$0] }
    #expect(MCPSession(bytes: bytes).run.output == Self.pong + "\n" + Self.pong + "\n")
  }
}
