import Scalars
import TestSupport
import Testing

@Suite("Whole numbers of numbers from files")
struct WholeNumberTests {
  @Test("Any number has a nearest whole one, and NaN has 0")
  func nearest() {
    #expect(Int64(clamping: Double.nan) == 0 && Int(clamping: -Double.nan) == 0)
    #expect(Int64(clamping: Double.infinity) == .max && Int64(clamping: -Double.infinity) == .min)
    #expect(Int64(clamping: 0x1p63) == .max && Int64(clamping: -0x1p63) == .min)
    #expect(Int64(clamping: 0x1p63.nextDown) == .max - 1_023)
    #expect(Int64(clamping: 2.9) == 2 && Int64(clamping: -2.9) == -2 && Int(clamping: -0.0) == 0)
  }

  @Test("Numbers within the range are converted as Swift converts them")
  func same() {
    for seed in 0..<100 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let number = Double(bitPattern: UInt64.random(in: 0 ... .max, using: &random))
      if let whole = Int64(exactly: number.rounded(.towardZero)) {
        #expect(Int64(clamping: number) == whole, "seed \(seed)")
      }
    }
  }
}
