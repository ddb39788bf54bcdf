import CZlib

/// zlib's inflate over a stream that arrives in pieces, in constant memory.
///
/// One of the few files with unsafe code: zlib keeps a pointer to its state, so the state must not
/// move.
@safe
final class Inflater: @unchecked Sendable {
  /// How the compressed stream is wrapped.
  enum Format: Int32 {
    /// gzip members, RFC 1952.
    case gzip = 31
    /// A zlib stream, RFC 1950.
    case zlib = 15
    /// Raw deflate, RFC 1951: in zip archives, and for the test whether a stream is zlib.
    case deflate = -15
  }

  /// The result of a call.
  enum Progress: Equatable {
    /// So many bytes were made.
    case made(Int)
    /// More input is needed to produce output.
    case needsInput
    /// The stream, or a gzip member, ended.
    case ended
    /// The stream is damaged.
    case failed(String)
  }

  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8] = []
  private var position = 0

  init(_ format: Format) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateInit2_(
      stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib could not begin: \(status)")
  }

  /// A copy that continues at the same position, without the pending input bytes; about 40 kB.
  init(at other: Inflater) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe inflateCopy(stream, other.stream)
    precondition(status == Z_OK, "zlib could not copy its state: \(status)")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// The compressed bytes that are not processed yet.
  var pending: ArraySlice<UInt8> { input[position...] }

  /// Hands over more compressed bytes.
  func feed(_ bytes: [UInt8]) {
    input = position == input.count ? bytes : Array(input[position...]) + bytes
    position = 0
  }

  /// Skips compressed bytes that belong to no stream.
  func drop(_ count: Int) { position += count }

  /// Begins the next member.
  func restart() { unsafe inflateReset(stream) }

  /// Inflates into `buffer` at `index`, at most `count` bytes.
  func inflate(into buffer: inout PaddedBytes, at index: Int, count: Int) -> Progress {
    var status: Int32 = Z_OK
    let made = unsafe buffer.fill(at: index, count: count) { target, room in
      unsafe input.withUnsafeBufferPointer { source in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress.map { unsafe $0 + position })
        unsafe stream.pointee.avail_in = UInt32(clamping: source.count - position)
        unsafe stream.pointee.next_out = target.assumingMemoryBound(to: UInt8.self)
        unsafe stream.pointee.avail_out = UInt32(clamping: room)
        unsafe status = CZlib.inflate(stream, Z_NO_FLUSH)
        position = unsafe source.count - Int(stream.pointee.avail_in)
        return unsafe room - Int(stream.pointee.avail_out)
      }
    }
    if made > 0 { return .made(made) }
    switch status {
    case Z_STREAM_END: return .ended
    case Z_OK, Z_BUF_ERROR: return .needsInput
    default:
      let message = unsafe stream.pointee.msg.map { unsafe String(cString: $0) }
      return .failed(message ?? "error \(status)")
    }
  }
}

/// The CRC-32 (as in gzip and zip) `checksum` continued over a range of a buffer.
func crc32(of buffer: borrowing PaddedBytes, _ range: Range<Int>, from checksum: UInt32) -> UInt32 {
  if range.isEmpty { return checksum }
  let bytes = buffer.bytes(range)
  return unsafe bytes.withUnsafeBufferPointer { bytes in
    unsafe UInt32(
      truncatingIfNeeded: CZlib.crc32(UInt(checksum), bytes.baseAddress, UInt32(bytes.count)))
  }
}
