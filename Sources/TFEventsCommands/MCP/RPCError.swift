/// Why a request of JSON-RPC 2.0 has no result.
struct RPCError: Error, Equatable {
  /// The protocol's error number.
  let code: Int
  /// Why, in a sentence.
  let message: String

  /// The bytes are no JSON.
  static func notJSON(_ reason: String) -> RPCError { RPCError(code: -32_700, message: reason) }

  /// The JSON is no request.
  static func notRequest(_ reason: String) -> RPCError { RPCError(code: -32_600, message: reason) }

  /// There is no such method.
  static func noMethod(_ name: String) -> RPCError {
    RPCError(code: -32_601, message: "there is no method \"\(shortened(name, to: 80))\"")
  }

  /// The method takes other parameters.
  static func badParameters(_ reason: String) -> RPCError {
    RPCError(code: -32_602, message: reason)
  }
}
