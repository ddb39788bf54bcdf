import TestSupport
import Testing

@testable import TextFormats

@Suite("Wall times")
struct WallTimeWriterTests {
  /// The times in one pass, as rows of a batch are written, each beside the same time written as an
  /// ordinary number.
  private func expectAgreement(_ times: [Double]) {
    var clock = WallTimeWriter()
    for time in times {
      var quick: [UInt8] = []
      quick.append(addingCapacity: OutputSpan<UInt8>.numberRoom) { clock.write(time, to: &$0) }
      var general = ByteBuffer()
      general.append(time)
      #expect(String(decoding: quick, as: UTF8.self) == general.text)
    }
  }

  @Test("Random wall times have the digits that they have as any other number")
  func random() {
    var random = SeededRandom(seed: 4)
    expectAgreement(
      (0..<50_000).map { _ in Double.random(in: 0x1p30..<0x1p32, using: &random) })
  }

  @Test("Wall times a moment apart share their second, and not its fraction")
  func neighbours() {
    var random = SeededRandom(seed: 5)
    var time = 1_763_499_999.5
    expectAgreement(
      (0..<20_000).map { _ in
        time += Double.random(in: -0.001..<0.002, using: &random)
        return time
      })
  }

  @Test("Milliseconds, microseconds and whole seconds stay as short as they are")
  func rounded() {
    let whole = [1_763_500_000, 0x1p30, 0x1p31, 0x1p32 - 1, 1_999_999_999, 2_000_000_000]
    expectAgreement(whole)
    expectAgreement(whole.flatMap { [$0.nextUp, $0.nextDown, $0 + 0.5, $0 + 0.1] })
    expectAgreement((0..<2_000).map { 1_763_500_000 + Double($0) / 1_000 })
    expectAgreement((0..<20_000).map { 1_763_500_000 + Double($0) / 1_000_000 })
  }

  @Test("Times before 2004, after 2106 and below zero are written as any other number")
  func others() {
    expectAgreement([
      0, 0.1, 1, 12.5, -3, 0x1p30.nextDown, 0x1p32, 1e15, .leastNonzeroMagnitude, -1_763_500_000.25,
    ])
  }
}
