/// Splits a stream of bytes into records, through one window of memory that moves along.
///
///     record: length u64 │ masked CRC-32C of the length u32 │ payload │ masked CRC-32C of the payload u32
///
/// The window grows only as bytes arrive, never by the length that a record claims.
struct RecordStream: ~Copyable {
  /// The window's usual size, in bytes.
  static let windowSize = 256 << 10

  /// How much is read first after a jump, in bytes.
  private static let sizeAfterJump = 2 << 10

  private(set) var stream: ByteStream
  private(set) var buffer = PaddedBytes(capacity: 0)
  /// The bytes of the window that are filled and not processed yet.
  private(set) var start = 0
  private(set) var end = 0
  /// The offset of `start` in the stream of records.
  private(set) var offset: Int64 = 0
  /// How many bytes are read at once, if there is room; few after a jump, since another may follow.
  private var readSize = Int.max
  /// The size of the file when it was opened, if it has one.
  private(set) var knownSize: Int64?

  init(_ stream: consuming ByteStream) { self.stream = stream }

  /// The bytes in the window.
  var count: Int { end - start }

  /// Opens the stream at the position where it stopped.
  mutating func open() throws(EventFileError) {
    let size = try stream.open(at: offset + Int64(count))
    knownSize = stream.isInflating ? nil : size
  }

  /// Whether `wanted` bytes are in the window, after reading as many as are available for now.
  @inline(__always)
  mutating func has(_ wanted: Int) throws(EventFileError) -> Bool {
    if end - start >= wanted { return true }
    return try fill(wanted)
  }

  private mutating func fill(_ wanted: Int) throws(EventFileError) -> Bool {
    if start > 0 || buffer.capacity == 0 { compact() }
    while count < wanted {
      // Bytes appended after this are read after the next `open`.
      if isAtKnownEnd { return false }
      if end == buffer.capacity {
        // At most twice the bytes that have arrived, whatever length was claimed.
        buffer.reserve(min(start + wanted + 16, 2 * buffer.capacity), keeping: 0..<end)
      }
      let room = buffer.capacity - end
      let read = try stream.read(
        into: &buffer, at: end, count: min(room, max(readSize, wanted - count)))
      if read == 0 { return false }
      readSize = readSize < Self.windowSize ? 2 * readSize : .max
      end += read
    }
    return true
  }

  /// Whether everything is read that the file held when it was opened.
  ///
  /// Files that report size 0 (such as those in /proc), and files in which reading went past the
  /// opening size, are read until there is nothing more.
  private var isAtKnownEnd: Bool { knownSize == offset + Int64(count) && knownSize != 0 }

  private mutating func compact() {
    // The four bytes before are kept: they show later whether the file is still the same.
    let kept = start - min(start, 4)
    buffer.reserve(max(buffer.capacity, Self.windowSize), keeping: kept..<end)
    end -= kept
    start -= kept
  }

  /// Marks `count` bytes of the window as processed.
  @inline(__always)
  mutating func advance(_ count: Int) {
    start += count
    offset += Int64(count)
  }

  /// The four bytes before the window's start and their position: a record's stored checksum.
  var lastWord: (offset: Int64, word: UInt32)? {
    start >= 4 ? (offset - 4, buffer.word32(at: start - 4)) : nil
  }

  /// Throws if the file was rewritten since it was opened.
  mutating func checkThatBeginningStands() throws(EventFileError) {
    try stream.checkThatBeginningStands()
  }

  /// Releases the memory and the descriptor until `open`.
  mutating func rest() {
    // The bytes of an unfinished record are read again, since a hole may be filled in the meantime.
    if stream.isReopenable { finish() }
  }

  /// Releases the memory and the descriptor for good, unless the stream is reopenable.
  mutating func finish() {
    stream.close()
    buffer = PaddedBytes(capacity: 0)
    start = 0
    end = 0
  }

  /// Moves to the byte at `target`, which may be before the window; only if the stream can seek.
  mutating func seek(to target: Int64) throws(EventFileError) {
    if target >= offset, target <= offset + Int64(count) { return advance(Int(target - offset)) }
    stream.seek(to: target)
    start = 0
    end = 0
    offset = target
  }

  /// Moves forward to the byte at `target`, skipping bytes; only if the stream can seek.
  mutating func jump(to target: Int64) throws(EventFileError) {
    if target > offset + Int64(count) { readSize = Self.sizeAfterJump }
    try seek(to: target)
  }

  /// From here on the stream is compressed.
  mutating func inflate(_ format: Inflater.Format) {
    stream.inflate(format, after: buffer.bytes(start..<end))
    start = 0
    end = 0
    knownSize = nil
  }

  /// How many zero bytes the window begins with, counted in whole words of eight.
  @inline(__always)
  func leadingZeros() -> Int {
    var zeros = 0
    while zeros + 8 <= count, buffer.word64(at: start + zeros) == 0 { zeros += 8 }
    return zeros
  }

  /// Whether all bytes in the window are zero.
  var isZeroToEnd: Bool { (start..<end).allSatisfy { buffer[$0] == 0 } }

  // MARK: Headers and payloads

  /// The length that the header `at` bytes into the window claims; `nil` if its checksum fails.
  @inline(__always)
  func length(at: Int = 0) -> UInt64? {
    let place = start + at
    if buffer.maskedChecksumOfWord(at: place) != buffer.word32(at: place + 8) { return nil }
    return buffer.word64(at: place)
  }

  /// The checksums of the record `at` bytes into the window; the whole record must be in it.
  @inline(__always)
  func payloadChecksums(at: Int = 0, length: Int) -> (stored: UInt32, computed: UInt32) {
    let place = start + at + 12
    return (
      buffer.word32(at: place + length), buffer.maskedChecksum(place..<place + length)
    )
  }

  /// Skips a record that is too large for the window, and computes its checksum on the way.
  ///
  /// - Returns: its stored and computed checksum; `nil` if the record is not complete, and then the
  /// stream is at its beginning again if it can seek.
  mutating func passOver(
    _ length: Int, verifying: Bool
  ) throws(EventFileError) -> (stored: UInt32, computed: UInt32)? {
    let begin = offset
    if let knownSize, offset + 16 + Int64(length) > knownSize { return nil }
    if !verifying, stream.canSeek {
      try jump(to: offset + 16 + Int64(length))
      return (0, 0)
    }
    advance(12)
    var left = length
    var crc: UInt32 = 0
    while left > 0 {
      guard try has(1) else {
        if stream.canSeek { try seek(to: begin) }
        return nil
      }
      let part = min(left, count)
      crc = buffer.checksum(start..<start + part, from: crc)
      advance(part)
      left -= part
    }
    guard try has(4) else {
      if stream.canSeek { try seek(to: begin) }
      return nil
    }
    let stored = buffer.word32(at: start)
    advance(4)
    return (stored, masked(crc))
  }
}
