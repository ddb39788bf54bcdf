import CChecksums
import TestSupport
import Testing

/// The variants that this processor can run.
private let variants = (0..<4).filter { crc32c_can_run(Int32($0)) }

private func checksum(_ bytes: [UInt8], by variant: Int, after before: UInt32 = 0) -> UInt32 {
  unsafe bytes.withUnsafeBytes { bytes in
    unsafe crc32c_by(Int32(variant), before, bytes.baseAddress, bytes.count)
  }
}

@Suite("Checksums")
struct ChecksumTests {
  @Test("Every variant gives RFC 3720's results", arguments: variants)
  func publishedVectors(_ variant: Int) {
    #expect(checksum(Array("123456789".utf8), by: variant) == 0xE306_9283)
    #expect(checksum([UInt8](repeating: 0, count: 32), by: variant) == 0x8A91_36AA)
    #expect(checksum([UInt8](repeating: 0xFF, count: 32), by: variant) == 0x62A8_AB43)
    #expect(checksum(Array(0..<32), by: variant) == 0x46DD_794E)
    #expect(checksum(Array((0..<32).reversed()), by: variant) == 0x113F_DB5C)
    #expect(checksum([], by: variant) == 0)
  }

  @Test("The masked checksums are those that TFRecord files hold")
  func masked() {
    #expect(TableChecksum.masked([]) == 0xA282_EAD8)
    #expect(TableChecksum.masked([UInt8](repeating: 0, count: 8)) == 0x0798_0329)
    #expect(TableChecksum.masked([0x1A, 0x11] + Array("CRC test, one two".utf8)) == 0x5794_D08A)
  }

  @Test("Every variant agrees with every other on each length to 700 and each alignment")
  func lengthsAndAlignments() {
    var random = SeededRandom(seed: 1)
    let bytes = (0..<730).map { _ in UInt8.random(in: 0...255, using: &random) }
    for length in 0...700 {
      for start in 0..<16 {
        let piece = unsafe bytes.withUnsafeBytes { all in
          let piece = unsafe UnsafeRawBufferPointer(rebasing: all[start...])
          return variants.map { unsafe crc32c_by(Int32($0), 7, piece.baseAddress, length) }
        }
        let short = unsafe bytes.withUnsafeBytes { all in
          let piece = unsafe UnsafeRawBufferPointer(rebasing: all[start...])
          return unsafe crc32c_of_short(piece.baseAddress, length)
        }
        let padded = unsafe bytes.withUnsafeBytes { all in
          let piece = unsafe UnsafeRawBufferPointer(rebasing: all[start...])
          return unsafe crc32c_of_padded(piece.baseAddress, length)
        }
        #expect(padded == short)
        #expect(piece.allSatisfy { $0 == piece[0] }, "length \(length), alignment \(start)")
        #expect(short == checksum(Array(bytes[start..<start + length]), by: 0))
      }
    }
  }

  @Test("Every variant agrees with a table of its own on long inputs, begun and gone on with")
  func longInputs() {
    var random = SeededRandom(seed: 2)
    for length in [1_535, 1_536, 3_071, 3_072, 6_143, 6_144, 6_145, 20_011, 70_000] {
      let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      let expected = TableChecksum.checksum(bytes)
      let cut = Int.random(in: 0...length, using: &random)
      for variant in variants {
        #expect(checksum(bytes, by: variant) == expected, "\(length) bytes, variant \(variant)")
        let first = checksum(Array(bytes[..<cut]), by: variant)
        #expect(checksum(Array(bytes[cut...]), by: variant, after: first) == expected)
      }
    }
  }
}
