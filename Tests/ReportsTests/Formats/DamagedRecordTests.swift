import Reports
import Testing
import TextFormats

@Suite("Damaged records")
struct DamagedRecordTests {
  @Test("A hundred seeds of damaged JSON end without a trap")
  func damage() {
    let good = Array(ScanRecords.lines[3].utf8)
    for seed in 0..<100 {
      var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
      var bytes = good
      for _ in 0..<3 {
        random = random &* 6_364_136_223_846_793_005 &+ 1
        bytes[Int(random >> 33) % bytes.count] = UInt8(truncatingIfNeeded: random >> 25)
      }
      if let value = try? JSONReader.read(bytes[...]) {
        _ = ScanRecord(value, json: bytes, picking: [FieldName("lr"), FieldName("eval/loss")])
      }
    }
  }
}
