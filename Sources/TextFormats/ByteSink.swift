/// Why output could not be written.
public enum OutputError: Error, Sendable, Hashable {
  /// The reader has gone away (EPIPE): end without a message.
  case closed
  /// The system's error number: print it and end with status 2.
  case failed(code: Int32)
}

/// Passes full buffers, in chunks, to a closure that writes them.
public struct ByteSink {
  /// How many bytes make a chunk.
  public let chunk: Int
  let write: ([UInt8]) throws(OutputError) -> Void

  /// Creates a sink; `write` must write all bytes it is given, even if the system accepts only some
  /// at a time.
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

  /// Writes everything if there is a chunk or more; call this after each row.
  public func drainIfFull(_ buffer: inout ByteBuffer) throws(OutputError) {
    if buffer.count >= chunk { try drain(&buffer) }
  }
}
