import Reports
import TestSupport
import Testing
import TextFormats

@Suite("Damaged records")
struct DamagedRecordTests {
  @Test("A hundred seeds of damaged JSON end without a trap; some are still records, some no JSON")
  func damage() {
    let good = Array(ScanRecords.lines[3].utf8)
    var (unreadable, records) = (0, 0)
    for seed in 0..<100 {
      var random = SeededRandom(seed: UInt64(seed))
      var bytes = good
      for _ in 0..<3 {
        bytes[.random(in: bytes.indices, using: &random)] = .random(
          in: .min ... .max, using: &random)
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
