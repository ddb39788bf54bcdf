/// Why output could not be handed over.
public enum OutputError: Error, Sendable, Hashable {
  /// Nobody reads any more (EPIPE): end quietly.
  case closed
  /// The system's error number: say so and end with status 2.
  case failed(code: Int32)
}

/// Takes full buffers away, in chunks, to wherever a closure writes them.
public struct ByteSink {
  /// How many bytes make a chunk.
  public let chunk: Int
  let write: ([UInt8]) throws(OutputError) -> Void

  /// Creates a sink; `write` must take all bytes it is given, also where the system takes only some.
  public init(chunk: Int = 1 << 16, write: @escaping ([UInt8]) throws(OutputError) -> Void) {
    self.chunk = chunk
    self.write = write
  }

  /// Takes everything away.
  public func drain(_ buffer: inout ByteBuffer) throws(OutputError) {
    if buffer.count == 0 { return }
    try write(buffer.bytes)
    buffer.removeAll()
  }

  /// Takes everything away if there is a chunk or more; to be called after each row.
  public func drainIfFull(_ buffer: inout ByteBuffer) throws(OutputError) {
    if buffer.count >= chunk { try drain(&buffer) }
  }
}
