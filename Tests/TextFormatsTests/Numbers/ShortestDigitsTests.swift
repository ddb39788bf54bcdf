import Scalars
import TestSupport
import Testing

@testable import TextFormats

@Suite("Shortest digits")
struct ShortestDigitsTests {
  private func written(_ number: Double, _ type: NumberType = .float64) -> String {
    var buffer = ByteBuffer()
    buffer.append(number, as: type)
    return buffer.text
  }

  @Test(
    "A double is laid out as Python's repr lays it out",
    arguments: [
      // python3 -c 'for x in (0.1, 1, -2.5, ...): print(repr(float(x)))'
      (0.1, "0.1"), (1, "1.0"), (-2.5, "-2.5"), (100, "100.0"), (0.0001, "0.0001"),
      (0.00001, "1e-05"), (0.00012345, "0.00012345"), (1.5e-7, "1.5e-07"),
      (1e15, "1000000000000000.0"),
      (123_456_789.125, "123456789.125"), (9_007_199_254_740_992, "9007199254740992.0"),
      (1e16, "1e+16"), (123_456_789_012_345_680, "1.2345678901234568e+17"), (1e22, "1e+22"),
      (1e23, "1e+23"), (.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"),
      (2.2250738585072014e-308, "2.2250738585072014e-308"), (0, "0.0"), (-0.0, "-0.0"),
      (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"), (1_763_500_000.123456, nil),
      (0.30000000000000004, nil), (4.35, nil), (2e-44, "2e-44"), (1_763_500_000, nil),
    ] as [(Double, String?)])
  func layout(_ number: Double, _ expected: String?) {
    #expect(written(number) == expected ?? number.description)
  }

  @Test("A float32 has the digits that its own width needs, not a double's")
  func ownWidth() {
    #expect(written(Double(Float(0.1)), .float32) == "0.1")
    #expect(written(Double(Float(16_777_216)), .float32) == "16777216.0")
    #expect(written(Double(Float(123_456_789)), .float32) == "123456790.0")
    #expect(written(Double(Float.greatestFiniteMagnitude), .float32) == "3.4028235e+38")
    #expect(written(Double(Float.leastNonzeroMagnitude), .float32) == "1e-45")
    #expect(written(Double(Float(2.5e-5)), .float32) == "2.5e-05")
    #expect(written(Double(Float(0.012345)), .float32) == "0.012345")
  }

  @Test("Random floats read back, in no more digits than Swift needs")
  func randomFloats() {
    var random = SeededRandom(seed: 1)
    var buffer = ByteBuffer()
    for _ in 0..<100_000 {
      for number in [
        Float(bitPattern: UInt32(truncatingIfNeeded: random.next())),
        Float.random(in: 0..<4, using: &random),
      ] where number.isFinite {
        buffer.removeAll()
        buffer.append(number)
        let text = buffer.text
        #expect(Float(text) == number)
        #expect(significant(text) == significant(number.description), "\(number)")
      }
    }
  }

  @Test("Random doubles read back, in no more digits than Swift needs")
  func randomDoubles() {
    var random = SeededRandom(seed: 2)
    var buffer = ByteBuffer()
    for _ in 0..<100_000 {
      for number in [
        Double(bitPattern: random.next()),
        1_763_500_000 + Double.random(in: 0..<1e6, using: &random),
      ] where number.isFinite {
        buffer.removeAll()
        buffer.append(number)
        let text = buffer.text
        #expect(Double(text) == number)
        #expect(significant(text) == significant(number.description), "\(number)")
      }
    }
  }

  @Test("Powers of two, where the interval below is half as long, are as short as Swift's")
  func powersOfTwo() {
    for exponent in -1074...1023 {
      let number = Double(sign: .plus, exponent: exponent, significand: 1)
      #expect(significant(written(number)) == significant(number.description))
    }
    for exponent in -149...127 {
      let number = Float(sign: .plus, exponent: exponent, significand: 1)
      #expect(significant(written(Double(number), .float32)) == significant(number.description))
    }
  }

  @Test("Numbers of 16 and 8 bits read back as doubles, for no reader knows their type")
  func narrowNumbers() {
    let narrow = NumberType.allCases.filter {
      ![.float32, .float64, .integer, .boolean].contains($0)
    }
    for bits in UInt16(0)..<0x7C00 {
      let number = Double(Float16(bitPattern: bits))
      #expect(Double(written(number, .float16)) == number)
    }
    for bits in stride(from: UInt32(1), to: 0x7F80, by: 7) {
      let number = Double(Float(bitPattern: bits << 16))
      #expect(Double(written(number, .bfloat16)) == number)
    }
    for type in narrow { #expect(written(448, type) == "448.0") }
    #expect(written(65_504, .float16) == "65504.0")
    #expect(written(0.0999755859375, .float16) == "0.0999755859375")
    #expect(written(.nan, .float8E5M2FNUZ) == "nan")
  }

  @Test("Whole numbers and truth values have no point")
  func wholeNumbers() {
    #expect(written(12, .integer) == "12")
    #expect(written(-9_223_372_036_854_775_808, .integer) == "-9223372036854775808")
    #expect(written(9_223_372_036_854_775_808, .integer) == "9223372036854775808")
    #expect(written(1, .boolean) == "1")
    #expect(written(0, .boolean) == "0")
    #expect(written(0.5, .integer) == "0.5")
    #expect(written(.nan, .integer) == "nan")
  }

  @Test("Integers of every length are written in full")
  func integers() {
    var random = SeededRandom(seed: 3)
    for _ in 0..<20_000 {
      let number = Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random)
      var buffer = ByteBuffer()
      buffer.append(number)
      #expect(buffer.text == String(number))
    }
    for number in [0, .min, .max, 9_999_999_999_999_999, 10_000_000_000_000_000] as [Int64] {
      var buffer = ByteBuffer()
      buffer.append(number)
      #expect(buffer.text == String(number))
    }
  }

  /// The digits without zeros at the ends, and the exponent of the last one.
  private func significant(_ text: String) -> String {
    let parts = text.split(separator: "e")
    var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    var digits = ""
    var isFraction = false
    for character in parts[0] where character != "-" {
      if character == "." {
        isFraction = true
      } else {
        digits.append(character)
        if isFraction { exponent -= 1 }
      }
    }
    while digits.last == "0" {
      digits.removeLast()
      exponent += 1
    }
    return "\(digits.drop { $0 == "0" })e\(exponent)"
  }
}
