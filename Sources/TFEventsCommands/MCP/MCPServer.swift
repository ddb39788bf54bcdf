import Arguments
import TextFormats

/// Answers messages of the Model Context Protocol, one after another.
///
/// No state is kept between messages, so requests before `initialize` are answered, too.
struct MCPServer {
  /// The supported versions of the protocol, the newest first.
  static let versions = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]
  /// The most bytes of a message.
  static let longestMessage = 1 << 20

  private let desk: ToolDesk

  /// Creates a server whose tools work at `desk`.
  init(_ desk: ToolDesk) { self.desk = desk }

  /// The answer to a line, with its line feed; nil if there is nothing to answer.
  func answer(_ line: MessageReader.Line) -> ByteBuffer? {
    guard case .message(let bytes) = line else {
      return Self.line(
        failure(.notRequest("a message may have at most \(Self.longestMessage) bytes"), id: .null))
    }
    let message: JSONValue
    do throws(JSONError) { message = try JSONReader.read(bytes[...]) } catch {
      let reason = "this is not JSON: \(error.reason), at byte \(error.offset)"
      return Self.line(failure(.notJSON(reason), id: .null))
    }
    guard let batch = message.array else { return answer(to: message).map(Self.line) }
    if batch.isEmpty { return Self.line(failure(.notRequest("an empty batch"), id: .null)) }
    let answers = batch.compactMap { answer(to: $0) }
    return answers.isEmpty ? nil : Self.line(.array(answers))
  }

  private func answer(to message: JSONValue) -> JSONValue? {
    do throws(RPCError) {
      guard let request = try RPCRequest(message) else { return nil }
      // Notifications are not answered, known or not.
      guard let id = request.id else { return nil }
      do throws(RPCError) {
        return ["jsonrpc": .text("2.0"), "id": id, "result": try result(of: request)]
      } catch {
        return failure(error, id: id)
      }
    } catch {
      return failure(error, id: RPCRequest.id(of: message))
    }
  }

  private func result(of request: RPCRequest) throws(RPCError) -> JSONValue {
    switch request.method {
    case "initialize": return greeting(request.parameters)
    case "ping": return [:]
    case "tools/list": return ["tools": .array(ToolCatalogue.all.map { $0.description })]
    case "tools/call": return try call(request.parameters)
    default: throw .noMethod(request.method)
    }
  }

  private func greeting(_ parameters: JSONValue) -> JSONValue {
    let wanted = parameters["protocolVersion"]?.text
    let version = Self.versions.first { $0 == wanted } ?? Self.versions[0]
    return [
      "protocolVersion": .text(version), "capabilities": ["tools": [:]],
      "serverInfo": ["name": .text(program.name), "version": .text(program.version)],
      "instructions": .text(ToolCatalogue.instructions(root: desk.fence.root)),
    ]
  }

  private func call(_ parameters: JSONValue) throws(RPCError) -> JSONValue {
    guard let name = parameters["name"]?.text else {
      throw .badParameters("tools/call needs the \"name\" of a tool")
    }
    guard let tool = ToolCatalogue.all.first(where: { $0.name == name }) else {
      let names = ToolCatalogue.all.map { $0.name }.joined(separator: ", ")
      throw .badParameters("there is no tool \"\(shortened(name, to: 80))\"; there are \(names)")
    }
    let answer = tool.answer(parameters["arguments"] ?? .null, at: desk)
    return [
      "content": .array([["type": .text("text"), "text": .text(answer.text)]]),
      "isError": .boolean(answer.isError),
    ]
  }

  private func failure(_ error: RPCError, id: JSONValue) -> JSONValue {
    [
      "jsonrpc": .text("2.0"), "id": id,
      "error": ["code": .integer(Int64(error.code)), "message": .text(error.message)],
    ]
  }

  private static func line(_ value: JSONValue) -> ByteBuffer {
    var json = JSONWriter()
    json.value(value)
    json.newline()
    return json.buffer
  }
}
