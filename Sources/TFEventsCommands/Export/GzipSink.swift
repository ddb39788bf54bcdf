import CZlib
import TextFormats

/// Compresses bytes as one gzip member on their way to a sink.
///
/// One of the few files with unsafe code: zlib keeps a pointer to its state, so the state must not
/// move.
@safe final class GzipSink {
  private let target: ByteSink
  private let stream: UnsafeMutablePointer<z_stream>

  /// Begins a member; the header names neither a file nor a time, so that equal input gives equal
  /// output.
  init(_ target: ByteSink) {
    self.target = target
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 bits of window, and 16 for a gzip header.
    let status = unsafe deflateInit2_(
      stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib cannot begin to compress (\(status))")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// The sink that takes the bytes to compress.
  var sink: ByteSink {
    ByteSink(chunk: target.chunk) { (bytes) throws(OutputError) in
      try self.compress(bytes, flush: Z_NO_FLUSH)
    }
  }

  /// Ends the member.
  func finish() throws(OutputError) { try compress([], flush: Z_FINISH) }

  private func compress(_ bytes: [UInt8], flush: Int32) throws(OutputError) {
    var position = 0
    while true {
      let (made, isFull) = step(bytes, from: &position, flush: flush)
      var buffer = ByteBuffer()
      buffer.append(made)
      try target.drain(&buffer)
      // If the output was not filled, zlib has consumed all input.
      if !isFull { return }
    }
  }

  private func step(
    _ bytes: [UInt8], from position: inout Int, flush: Int32
  ) -> (made: [UInt8], isFull: Bool) {
    let room = 1 << 16
    let start = position
    var end = start
    let made = unsafe [UInt8](unsafeUninitializedCapacity: room) { output, count in
      unsafe bytes.withUnsafeBufferPointer { input in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: input.baseAddress.map { unsafe $0 + start })
        unsafe stream.pointee.avail_in = UInt32(input.count - start)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(room)
        unsafe _ = deflate(stream, flush)
        end = unsafe input.count - Int(stream.pointee.avail_in)
        count = unsafe room - Int(stream.pointee.avail_out)
      }
    }
    position = end
    return (made, made.count == room)
  }
}
