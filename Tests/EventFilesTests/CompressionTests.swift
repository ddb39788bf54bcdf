import EventFiles
import TestSupport
import Testing

@Suite("B: compression")
struct CompressionTests {
  @Test("B1: a gzip stream of records is read, whatever the file is called")
  func gzip() throws {
    let reading = try Reading(compressed(threePoints().bytes, .gzip))
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.outcome.compression == .gzip)
    #expect(reading.isClean)
  }

  @Test("B2: a zlib stream of records is read")
  func zlib() throws {
    let reading = try Reading(compressed(threePoints().bytes, .zlib))
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.outcome.compression == .zlib)
    #expect(reading.isClean)
  }

  @Test("B3: gzip members split within a record are read through")
  func members() throws {
    let bytes = threePoints().bytes
    for cut in [1, 41, 60, bytes.count - 1] {
      let members =
        compressed(Array(bytes[..<cut]), .gzip) + compressed([], .gzip)
        + compressed(Array(bytes[cut...]), .gzip)
      let reading = try Reading(members)
      #expect(reading.steps == [1, 2, 3], "cut at \(cut)")
      #expect(reading.isClean, "cut at \(cut)")
    }
  }

  @Test(
    "B4: bytes after a zlib stream are told and ignored, wherever a read ends",
    arguments: [3, 1 << 18])
  func trailingBytes(_ count: Int) throws {
    let stream = compressed(threePoints().bytes, .zlib)
    let reading = try Reading(stream + [UInt8](repeating: 9, count: count))
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.remarks[.trailingBytes] == 1)
    #expect(reading.kinds == [])
    let gzip = try Reading(
      compressed(threePoints().bytes, .gzip) + [UInt8](repeating: 9, count: count))
    #expect(gzip.steps == [1, 2, 3])
    #expect(gzip.remarks[.trailingBytes] == 1)
  }

  @Test("B4: bytes after a stream are told also where it ends just where a read does")
  func trailingBytesAfterFullRead() throws {
    // Random bytes do not compress, so that the stream's length follows the payload's.
    var random = SeededRandom(seed: 4)
    let noise = (0..<262_144).map { _ in UInt8.random(in: 0...255, using: &random) }
    func stream(_ count: Int) -> [UInt8] {
      let event = ProtobufMessage.event(step: 1) { $0.field(900, noise.prefix(count)) }
      return compressed(EventFileWriter.record(event.bytes), .zlib)
    }
    let guess = 261_000
    let exact = stream(guess + 262_144 - stream(guess).count)
    try #require(exact.count == 262_144)
    #expect(try Reading(exact).remarks == [:])
    #expect(try Reading(exact + [9]).remarks == [.trailingBytes: 1])
    #expect(try Reading(exact + [9]).outcome.events == 1)
  }

  @Test("B5: of a gzip stream cut at any byte, the points inflated so far are read")
  func truncated() throws {
    var writer = EventFileWriter()
    for step in 1...200 { writer.scalar(step: Int64(step), Float(step)) }
    let stream = compressed(writer.bytes, .gzip)
    var most = 0
    for end in stride(from: 20, to: stream.count, by: 37) {
      let reading = try Reading(Array(stream[..<end]))
      #expect(reading.steps == (0..<reading.rows.count).map { Int64($0 + 1) })
      #expect(reading.rows.count >= most)
      #expect(reading.tail == .truncated, "cut at \(end)")
      #expect(reading.kinds == [])
      most = reading.rows.count
    }
    #expect(most > 100)
  }

  @Test("B6: a wrong checksum or size of a gzip member keeps its points and is told")
  func wrongTrailer() throws {
    let stream = compressed(threePoints().bytes, .gzip)
    for byte in 1...8 {
      let reading = try Reading(stream.flipping(bit: 8 * (stream.count - byte)))
      #expect(reading.steps == [1, 2, 3])
      #expect(reading.kinds == [.gzip])
    }
  }

  @Test("B7: zeros after a gzip stream are padding")
  func padding() throws {
    for count in [1, 512, 1 << 18] {
      let reading = try Reading(
        compressed(threePoints().bytes, .gzip) + [UInt8](repeating: 0, count: count))
      #expect(reading.steps == [1, 2, 3])
      #expect(reading.isClean)
      #expect(reading.remarks == [:])
    }
  }

  @Test("B8: a stream of many zeros is one finding")
  func bomb() throws {
    let size = 64 << 20
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let reading = try Reading(compressed(zeros, .gzip, repeated: size >> 20))
    #expect(reading.rows == [])
    #expect(reading.outcome.finalDamage.map(\.kind) == [.zeroHole])
    #expect(reading.outcome.finalDamage.first?.length == Int64(size))
  }

  @Test("B9: a stream compressed twice is named, not followed")
  func nested() throws {
    let reading = try Reading(compressed(compressed(threePoints().bytes, .gzip), .gzip))
    #expect(reading.rows == [])
    #expect(reading.kinds == [.nestedCompression])
  }

  @Test("B10: a plain record whose header looks like gzip is plain")
  func looksLikeGzip() throws {
    // 35,615 is 0x8B1F: the first two bytes of a gzip member.
    var payload = ProtobufMessage.summary(step: 7, [.simple("loss", 7)])
    payload.field(99, [UInt8](repeating: 1, count: 35_615 - payload.bytes.count - 5))
    try #require(payload.bytes.count == 35_615)
    var writer = EventFileWriter(version: nil)
    writer.event(payload)
    writer.scalar(step: 8, 8)
    let reading = try Reading(writer.bytes)
    #expect(reading.steps == [7, 8])
    #expect(reading.outcome.compression == .none)
    #expect(reading.isClean)
  }

  @Test("B11: other compressions are named")
  func unsupported() throws {
    let records = threePoints().bytes
    let literal =
      [UInt8(63 << 2)] + ProtobufMessage.littleEndian(UInt32(records.count - 1)) + records
    let block = ProtobufMessage.varint(UInt64(records.count)) + literal
    let snappy = ProtobufMessage.littleEndian(UInt32(block.count)).reversed() + block
    let streams: [(String, [UInt8])] = [
      ("deflate", compressed(records, .deflate)),
      ("zstd", [0x28, 0xB5, 0x2F, 0xFD] + [UInt8](repeating: 3, count: 60)),
      ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00] + [UInt8](repeating: 3, count: 60)),
      ("bzip2", Array("BZh91AY&SY".utf8) + [UInt8](repeating: 3, count: 60)), ("snappy", snappy),
    ]
    for (name, stream) in streams {
      let reading = try Reading(stream)
      #expect(reading.kinds == [.unsupportedCompression], "\(name)")
      #expect(reading.damage.first?.detail == name)
      #expect(reading.damage.first?.length == Int64(stream.count), "\(name)")
    }
  }

  @Test("B12: a gzip header with all its optional fields is read")
  func optionalFields() throws {
    let plain = compressed(threePoints().bytes, .gzip)
    // FHCRC, FEXTRA, FNAME and FCOMMENT; the header's checksum is of the bytes up to it.
    var header: [UInt8] = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3]
    header += [4, 0, 1, 2, 3, 4] + Array("name\0".utf8) + Array("comment\0".utf8)
    header += ProtobufMessage.littleEndian(UInt16(truncatingIfNeeded: ieeeChecksum(header)))
    let reading = try Reading(header + plain[10...])
    #expect(reading.steps == [1, 2, 3])
    #expect(reading.isClean)
  }

  @Test("B13: an empty member is an empty file")
  func emptyMember() throws {
    let reading = try Reading(compressed([], .gzip))
    #expect(reading.outcome.records == 0)
    #expect(reading.isClean)
    #expect(try Reading([]).isClean)
  }

  @Test("Damage within a compressed stream is found as in a plain one, also at a cut end")
  func damageInside() throws {
    let writer = threePoints()
    let damaged = writer.bytes.flipping(bit: 8 * writer.offsets[3])
    let whole = try Reading(compressed(damaged, .gzip))
    #expect(whole.steps == [1, 2])
    #expect(whole.outcome.finalDamage.map(\.kind) == [.headerChecksum])
    #expect(whole.outcome.finalDamage.first?.offset == Int64(writer.offsets[3]))
    let cut = try Reading(Array(compressed(damaged, .gzip).dropLast(6)))
    #expect(cut.steps == [1, 2])
    #expect(cut.outcome.finalDamage.map(\.kind) == [.headerChecksum])
    #expect(cut.tail == .truncated)
  }

  /// The CRC-32 of gzip, bit by bit.
  private func ieeeChecksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { state, _ in
        state & 1 == 1 ? state >> 1 ^ 0xEDB8_8320 : state >> 1
      }
    }
  }
}
