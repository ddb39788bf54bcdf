import TextFormats

/// A message of JSON-RPC 2.0 that calls a method.
struct RPCRequest {
  /// The id to put into the answer, text or a number; nil if no answer is wanted.
  let id: JSONValue?
  /// The method's name.
  let method: String
  /// The parameters; null if there are none.
  let parameters: JSONValue

  /// Reads a message; nil if it is an answer, which needs no reply.
  ///
  /// - Parameter message: The message, as JSON.
  ///
  /// - Throws: what is wrong with it.
  init?(_ message: JSONValue) throws(RPCError) {
    guard message.members != nil else { throw .notRequest("a message must be a JSON object") }
    guard let method = message["method"] else {
      if message["result"] != nil || message["error"] != nil { return nil }
      throw .notRequest("a request needs a \"method\"")
    }
    guard let name = method.text else { throw .notRequest("\"method\" must be text") }
    guard message["jsonrpc"]?.text == "2.0" else {
      throw .notRequest("\"jsonrpc\" must be \"2.0\"")
    }
    id = message["id"]
    if let id, id.text == nil, id.number == nil {
      throw .notRequest("\"id\" must be text or a number")
    }
    self.method = name
    parameters = message["params"] ?? .null
  }

  /// The id of a message, if it has one that can be sent back; else null.
  static func id(of message: JSONValue) -> JSONValue {
    guard let id = message["id"], id.text != nil || id.number != nil else { return .null }
    return id
  }
}
