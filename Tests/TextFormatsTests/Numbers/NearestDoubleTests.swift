import TestSupport
import Testing
import TextFormats

@Suite("The double nearest to a decimal number")
struct NearestDoubleTests {
  @Test("It is the one that the standard library reads, wherever it is decided at all")
  func random() {
    var random = SeededRandom(seed: 1)
    var undecided = 0
    for _ in 0..<20_000 {
      let digits =
        UInt64.random(in: 0...(.max), using: &random) >> UInt64.random(in: 0...60, using: &random)
      let exponent = Int.random(in: -340...320, using: &random)
      guard let value = nearestDouble(to: digits, exponent: exponent) else {
        undecided += 1
        continue
      }
      #expect(value == Double("\(digits)e\(exponent)"), "\(digits)e\(exponent)")
    }
    #expect(undecided < 2_500)
  }

  @Test("Doubles written in their shortest form are read back, and almost always decided")
  func shortest() {
    var random = SeededRandom(seed: 2)
    for _ in 0..<5_000 {
      let value = Double.random(in: 0..<1, using: &random)
      let text = "\(value)"
      guard text.hasPrefix("0."), let digits = UInt64(text.dropFirst(2)) else { continue }
      #expect(nearestDouble(to: digits, exponent: 2 - text.utf8.count) == value, "\(text)")
    }
  }

  @Test("Ties and the edges of the range are left to others")
  func edges() {
    #expect(nearestDouble(to: 9_007_199_254_740_995, exponent: 0) == nil)
    #expect(nearestDouble(to: 1, exponent: 309) == nil)
    #expect(nearestDouble(to: 5, exponent: -324) == nil)
    #expect(nearestDouble(to: 0, exponent: 999) == 0)
    #expect(nearestDouble(to: 17_976_931_348_623_157, exponent: 292) == .greatestFiniteMagnitude)
  }
}
