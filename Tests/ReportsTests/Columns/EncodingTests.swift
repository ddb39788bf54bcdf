import TestSupport
import Testing

@testable import Reports

@Suite("Bytes that columns are made of")
struct EncodingTests {
  @Test("Base 64 gives the examples of RFC 4648")
  func base64Examples() {
    let examples = [
      "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "fooba": "Zm9vYmE=",
      "foobar": "Zm9vYmFy",
    ]
    for (plain, text) in examples { #expect(base64(Array(plain.utf8)) == text) }
  }

  /// Reads what `RunLengths` wrote.
  private static func unpack(_ bytes: [UInt8], width: Int) -> [UInt32] {
    var (numbers, place): ([UInt32], Int) = ([], 0)
    while place < bytes.count {
      var (head, shift) = (0, 0)
      repeat {
        head |= Int(bytes[place] & 127) << shift
        shift += 7
        place += 1
      } while bytes[place - 1] >= 128
      let size = (width + 7) / 8
      if head & 1 == 0 {
        let number = bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        numbers += Array(repeating: number, count: head >> 1)
        place += size
      } else {
        for index in 0..<(head >> 1) * 8 {
          let bits = (0..<width).map { bit in
            let at = index * width + bit
            return UInt32(bytes[place + at / 8] >> UInt8(at % 8) & 1) << UInt32(bit)
          }
          numbers.append(bits.reduce(0, |))
        }
        place += (head >> 1) * width
      }
    }
    return numbers
  }

  @Test(
    "Packed numbers are read back, whatever their runs are", arguments: 0..<100 as Range<UInt64>)
  func runLengths(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let width = Int.random(in: 1...32, using: &random)
    let most = width == 32 ? UInt32.max : (1 << UInt32(width)) - 1
    var numbers: [UInt32] = []
    for _ in 0..<Int.random(in: 0...40, using: &random) {
      let number = UInt32.random(in: 0...most, using: &random)
      numbers += Array(repeating: number, count: Int.random(in: 1...20, using: &random))
    }
    let found = Self.unpack(RunLengths(numbers, width: width).bytes, width: width)
    #expect(Array(found.prefix(numbers.count)) == numbers, "seed \(seed)")
    #expect(found.count - numbers.count < 8, "seed \(seed)")
  }

  @Test("A long run takes two numbers, and numbers that change a few bits each")
  func packedSizes() {
    #expect(RunLengths(Array(repeating: 1, count: 1_000_000), width: 1).bytes.count == 4)
    let changing = (0..<800).map { UInt32($0 % 4) }
    #expect(RunLengths(changing, width: 2).bytes.count == 202)
  }

  @Test("Words that look alike are two where their bytes differ")
  func words() {
    var words = WordList()
    let numbers = ["é", "e\u{301}", "", "é"].map { words.number(of: $0) }
    #expect(numbers == [0, 1, 2, 0])
    #expect(words.words.map(\.count) == [2, 3, 0])
  }

  @Test("A table's numbers stand at multiples of their size, and its reference leads to it")
  func flatBuffer() {
    var buffer = FlatBuffer()
    let root = buffer.table(at: 0, [.byte(7), .long(9), nil, .reference, .short(5), .int(6)])
    for (place, size) in zip(root, [1, 8, 1, 4, 2, 4]) { #expect(place.isMultiple(of: size)) }
    buffer.text(at: root[3], "words")
    buffer.text(at: buffer.references(at: root[3], count: 1)[0], "last")
    let table = Int(buffer.bytes[0])
    let vtable = table - Int(buffer.bytes[table])
    #expect(buffer.bytes[vtable] == 16)
    #expect(Int(buffer.bytes[vtable + 6]) == root[1] - table)
    #expect(buffer.bytes[vtable + 8] == 0)
    #expect(buffer.bytes[root[1]] == 9)
  }
}
