import TestSupport
import Testing
import TextFormats

@Suite("bytes that need not be UTF-8") struct ForeignBytesTests {
  @Test("Bytes of any kind come back as they were", arguments: UInt64(1)...100)
  func roundTrip(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let letters: [[UInt8]] = [
      [0xFF], [0xC3], [0xE9], [0xC3, 0xA9], Array("a/".utf8), Array("日".utf8),
      Array("\u{10FFE9}".utf8), Array("\u{10FFFF}".utf8), [0xF4, 0x8F], [0xED, 0xA0, 0x80],
    ]
    let count = Int.random(in: 0...12, using: &random)
    let bytes = (0..<count).flatMap { _ in
      letters[Int.random(in: 0..<letters.count, using: &random)]
    }
    #expect(String(foreignBytes: bytes).foreignBytes == bytes, "seed \(seed)")
  }

  @Test("Text stays as it is, and what is none is shown by its digits")
  func shown() {
    #expect(String(foreignBytes: Array("runs/é".utf8)) == "runs/é")
    func shown(_ bytes: [UInt8]) -> String { String(bytes.span, replacingInvalid: \.escaped) }
    #expect(shown([0x61, 0xE9, 0x62]) == "a\\xe9b")
    #expect(shown([0x0A, 0x80]) == "\n\\x80")
    #expect(shown(Array("é".utf8)) == "é")
  }

  @Test("Different bytes are different texts, even where one looks like the other's stand-in")
  func distinct() {
    let byte = String(foreignBytes: [0xE9])
    let scalar = String(foreignBytes: Array(byte.utf8))
    #expect(byte != scalar)
    #expect(scalar.foreignBytes == Array(byte.utf8))
  }

  @Test("A shell gives the same bytes back")
  func quoted() {
    let word = String(foreignBytes: Array("it's \\".utf8) + [0xE9] + Array("a".utf8))
    #expect(quotedForShell(word) == "$'it\\'s \\\\\\xe9a'")
    #expect(quotedForShell("é") == "é")
  }
}
