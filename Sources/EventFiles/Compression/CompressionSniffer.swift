/// The format of a stream by its first bytes, if they are not a record header.
enum SniffedFormat: Equatable {
  /// gzip or zlib, which are read.
  case inflatable(Inflater.Format)
  /// A compression that is only named, not read.
  case unsupported(String)
  /// Records written on a machine with the other byte order.
  case foreignByteOrder
  /// None of these.
  case unknown

  /// Finds the format from the first bytes; more than the twelve of a record header, if there are
  /// more.
  init(_ head: [UInt8]) {
    guard head.count >= 2 else {
      self = .unknown
      return
    }
    if head.starts(with: [0x1F, 0x8B]) {
      self = .inflatable(.gzip)
    } else if Self.isZlib(head) {
      self = .inflatable(.zlib)
    } else if let name = Self.named(head) {
      self = .unsupported(name)
    } else {
      self = Self.isForeign(head) ? .foreignByteOrder : .unknown
    }
  }

  /// Whether a zlib stream begins here.
  ///
  /// The two bytes of its header are weak evidence, since a damaged record header may have them,
  /// too: so the bytes that follow must inflate.
  private static func isZlib(_ head: [UInt8]) -> Bool {
    guard head[0] == 0x78, (Int(head[0]) << 8 | Int(head[1])) % 31 == 0 else { return false }
    let inflater = Inflater(.zlib)
    inflater.feed(head)
    var output = PaddedBytes(capacity: 12)
    if case .failed = inflater.inflate(into: &output, at: 0, count: 12) { return false }
    return true
  }

  private static func named(_ head: [UInt8]) -> String? {
    let magics: [(String, [UInt8])] = [
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD]), ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
      ("bzip2", [0x42, 0x5A, 0x68]), ("lz4", [0x04, 0x22, 0x4D, 0x18]),
    ]
    if let magic = magics.first(where: { head.starts(with: $0.1) }) { return magic.0 }
    if isSnappy(head) { return "snappy" }
    return isBareDeflate(head) ? "deflate" : nil
  }

  /// TensorFlow's snappy blocks: a big-endian block length, the inflated length as a varint, and a
  /// first literal that begins with a record header.
  private static func isSnappy(_ head: [UInt8]) -> Bool {
    var at = 4
    while at < min(head.count, 9), head[at] >= 0x80 { at += 1 }
    at += 1
    guard at + 13 < head.count, head[at] & 3 == 0 else { return false }
    let lengthBytes = max(0, Int(head[at] >> 2) - 59)
    let literal = at + 1 + lengthBytes
    guard literal + 12 <= head.count else { return false }
    return isHeader(Array(head[literal..<literal + 12]))
  }

  private static func isBareDeflate(_ head: [UInt8]) -> Bool {
    let inflater = Inflater(.deflate)
    inflater.feed(head)
    var output = PaddedBytes(capacity: 12)
    guard case .made(12) = inflater.inflate(into: &output, at: 0, count: 12) else { return false }
    return isHeader(output.bytes(0..<12))
  }

  private static func isForeign(_ head: [UInt8]) -> Bool {
    guard head.count >= 12 else { return false }
    // The checksum covers the length's bytes as they are; only the checksum itself is stored in the
    // other byte order.
    return isHeader(Array(head[0..<8]) + head[8..<12].reversed())
  }

  private static func isHeader(_ bytes: [UInt8]) -> Bool {
    var buffer = PaddedBytes(capacity: 12)
    buffer.copy(bytes, 0..<12, to: 0)
    return buffer.maskedChecksumOfWord(at: 0) == buffer.word32(at: 8)
  }
}
