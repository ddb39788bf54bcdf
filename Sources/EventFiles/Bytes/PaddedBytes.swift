import CChecksums
import CZlib

/// The read buffer, and the only view of it: bytes with 64 spare ones after their end.
///
/// Each load does one bounds check (index ≤ capacity); because of the 64 spare bytes, a load of up
/// to 64 bytes from there is safe. This is one of the few files of the module with unsafe code.
@safe
struct PaddedBytes: ~Copyable, @unchecked Sendable {
  private static let slack = 64
  private var base: UnsafeMutableRawPointer
  private(set) var capacity: Int

  init(capacity: Int) {
    unsafe base = Self.allocate(capacity)
    self.capacity = capacity
  }

  deinit { unsafe base.deallocate() }

  private static func allocate(_ capacity: Int) -> UnsafeMutableRawPointer {
    // A larger alignment than malloc's own would leave gaps between buffers that no later buffer
    // fits into: about 100 kB per file.
    let fresh = UnsafeMutableRawPointer.allocate(byteCount: capacity + slack, alignment: 16)
    unsafe (fresh + capacity).initializeMemory(as: UInt8.self, repeating: 0, count: slack)
    return unsafe fresh
  }

  /// The byte at `index`, which is at most the capacity.
  @inline(__always)
  subscript(index: Int) -> UInt8 {
    get {
      check(index, 1)
      return unsafe base.load(fromByteOffset: index, as: UInt8.self)
    }
    set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: capacity))
      unsafe base.storeBytes(of: newValue, toByteOffset: index, as: UInt8.self)
    }
  }

  /// The four bytes from `index + offset` on, little-endian.
  @inline(__always)
  func word32(at index: Int, plus offset: Int = 0) -> UInt32 {
    check(index, offset + 4)
    return unsafe UInt32(
      littleEndian: base.loadUnaligned(fromByteOffset: index &+ offset, as: UInt32.self))
  }

  /// The eight bytes from `index + offset` on, little-endian.
  @inline(__always)
  func word64(at index: Int, plus offset: Int = 0) -> UInt64 {
    check(index, offset + 8)
    return unsafe UInt64(
      littleEndian: base.loadUnaligned(fromByteOffset: index &+ offset, as: UInt64.self))
  }

  /// 32 bytes from `index` on, as four little-endian words.
  @inline(__always)
  func block(at index: Int) -> SIMD4<UInt64> {
    check(index, 32)
    #if _endian(little)
      return unsafe base.loadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
    #else
      return SIMD4(
        word64(at: index), word64(at: index + 8), word64(at: index + 16), word64(at: index + 24))
    #endif
  }

  /// 64 bytes from `index` on, as eight little-endian words.
  @inline(__always)
  func wideBlock(at index: Int) -> SIMD8<UInt64> {
    check(index, 64)
    #if _endian(little)
      return unsafe base.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)
    #else
      return SIMD8(lowHalf: block(at: index), highHalf: block(at: index + 32))
    #endif
  }

  /// The masked checksum of the eight bytes at `index`.
  @inline(__always)
  func maskedChecksumOfWord(at index: Int) -> UInt32 { masked(crc32c_of_word(word64(at: index))) }

  /// The masked checksum of `range`, which must lie within the capacity.
  @inline(__always)
  func maskedChecksum(_ range: Range<Int>) -> UInt32 {
    check(range)
    let start = unsafe base + range.lowerBound
    return range.count < 256
      ? unsafe masked(crc32c_of_padded(start, range.count))
      : unsafe masked(crc32c_extend(0, start, range.count))
  }

  /// Whether the checksum after the payload is right, for a short record (some dozen bytes) at
  /// `index`.
  @inline(__always)
  func isPayloadGood(count: Int, ofRecordAt index: Int) -> Bool {
    // The header's 12 bytes, and the eight that are loaded after the payload.
    check(index, 12 + 8)
    precondition(UInt(bitPattern: count) <= UInt(bitPattern: capacity &- index))
    let payload = unsafe base + (index &+ 12)
    let stored = unsafe payload.loadUnaligned(fromByteOffset: count, as: UInt32.self)
    return unsafe masked(crc32c_of_padded(payload, count)) == UInt32(littleEndian: stored)
  }

  /// The checksum `crc` (not masked) continued over `range`.
  func checksum(_ range: Range<Int>, from crc: UInt32) -> UInt32 {
    check(range)
    return unsafe crc32c_extend(crc, base + range.lowerBound, range.count)
  }

  /// The CRC-32 of `range`, as zlib computes it.
  @inline(__always)
  func plainChecksum(_ range: Range<Int>) -> UInt32 {
    check(range)
    let start = unsafe (base + range.lowerBound).assumingMemoryBound(to: UInt8.self)
    return unsafe UInt32(truncatingIfNeeded: crc32_z(0, start, range.count))
  }

  /// The bytes of `range`, copied.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    check(range)
    return unsafe Array(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Whether `range` holds exactly these bytes.
  @inline(__always)
  func holds(_ other: [UInt8], in range: Range<Int>) -> Bool {
    guard other.count == range.count else { return false }
    for index in 0..<other.count where other[index] != self[range.lowerBound + index] {
      return false
    }
    return true
  }

  /// Makes room for `wanted` bytes; those of `kept` are kept and moved to the front.
  mutating func reserve(_ wanted: Int, keeping kept: Range<Int>) {
    check(kept)
    if wanted <= capacity {
      if kept.lowerBound > 0 {
        unsafe base.copyMemory(from: base + kept.lowerBound, byteCount: kept.count)
      }
      return
    }
    let larger = unsafe Self.allocate(wanted)
    unsafe larger.copyMemory(from: base + kept.lowerBound, byteCount: kept.count)
    unsafe base.deallocate()
    unsafe base = larger
    capacity = wanted
  }

  /// Lets `body` write up to `count` bytes from `index` on; returns the number that `body` returns.
  mutating func fill(
    at index: Int, count: Int, _ body: (UnsafeMutableRawPointer, Int) -> Int
  ) -> Int {
    check(index..<index + count)
    return unsafe body(base + index, count)
  }

  /// Copies `source[range]` to `index`.
  mutating func copy(_ source: [UInt8], _ range: Range<Int>, to index: Int) {
    check(index..<index + range.count)
    unsafe source.withUnsafeBytes { bytes in
      unsafe (base + index).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[range]).baseAddress ?? UnsafeRawPointer(base),
        byteCount: range.count)
    }
  }

  /// Copies the bytes of `range` of another buffer to `index`.
  mutating func copy(_ source: borrowing PaddedBytes, _ range: Range<Int>, to index: Int) {
    source.check(range)
    check(index..<index + range.count)
    unsafe (base + index).copyMemory(from: source.base + range.lowerBound, byteCount: range.count)
  }

  /// Checks that `count` bytes may be loaded from `index` on.
  ///
  /// `count` is a constant in every call, so its check costs nothing, and all loads at one index
  /// need only one comparison.
  @inline(__always)
  private func check(_ index: Int, _ count: Int) {
    precondition(count >= 0 && count <= Self.slack)
    precondition(UInt(bitPattern: index) <= UInt(bitPattern: capacity))
  }

  @inline(__always)
  private func check(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
  }
}

/// A checksum as TFRecord stores it: rotated and offset, so that a checksum over bytes that contain
/// checksums is safe.
@inline(__always)
func masked(_ crc: UInt32) -> UInt32 { (crc >> 15 | crc << 17) &+ 0xA282_EAD8 }
