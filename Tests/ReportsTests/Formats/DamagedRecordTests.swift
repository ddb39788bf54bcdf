import Reports
import Testing
import TextFormats

@Suite("Damaged records")
struct DamagedRecordTests {
  @Test("A hundred seeds of damaged JSON end without a trap; some are still records, some no JSON")
  func damage() {
    let good = Array(ScanRecords.lines[3].utf8)
    var (unreadable, records) = (0, 0)
    for seed in 0..<100 {
      var random = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
      var bytes = good
      for _ in 0..<3 {
        random = random &* 6_364_136_223_846_793_005 &+ 1
        bytes[Int(random >> 33) % bytes.count] = UInt8(truncatingIfNeeded: random >> 25)
      }
      guard let value = try? JSONReader.read(bytes[...]) else {
        unreadable += 1
        continue
      }
      let fields = [FieldName("lr"), FieldName("eval/loss")]
      if ScanRecord(value, json: bytes, picking: fields) != nil { records += 1 }
    }
    #expect(unreadable > 0 && records > 0)
  }
}
