internal import CZlib

/// How zlib wraps what it compresses.
public enum Wrapping: Int32, Sendable {
  /// A gzip member.
  case gzip = 31
  /// A zlib stream.
  case zlib = 15
  /// Bare deflate.
  case deflate = -15
}

/// The bytes, `repeated` times one after another, compressed by zlib.
public func compressed(_ bytes: [UInt8], _ wrapping: Wrapping, repeated: Int = 1) -> [UInt8] {
  var stream = unsafe z_stream()
  let status = unsafe deflateInit2_(
    &stream, 6, Z_DEFLATED, wrapping.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  precondition(status == Z_OK, "zlib could not begin: \(status)")
  defer { unsafe deflateEnd(&stream) }
  var result: [UInt8] = []
  var room = [UInt8](repeating: 0, count: 1 << 16)
  var input = bytes
  for round in 1...repeated {
    unsafe input.withUnsafeMutableBufferPointer { source in
      unsafe stream.next_in = source.baseAddress
      unsafe stream.avail_in = UInt32(source.count)
      var isFull = true
      while isFull {
        let made = unsafe room.withUnsafeMutableBufferPointer { target in
          unsafe stream.next_out = target.baseAddress
          unsafe stream.avail_out = UInt32(target.count)
          unsafe deflate(&stream, round == repeated ? Z_FINISH : Z_NO_FLUSH)
          return unsafe target.count - Int(stream.avail_out)
        }
        result += room[..<made]
        isFull = made == room.count
      }
    }
  }
  return result
}
