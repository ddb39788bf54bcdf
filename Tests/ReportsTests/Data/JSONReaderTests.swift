import Reports
import Testing

@Suite("JSON is read")
struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONValue {
    try JSONReader.read(Array(text.utf8)[...])
  }

  @Test("Values of every kind, blanks between them")
  func values() throws {
    let value = try read(" {\"a\" : [1, -2.5e3, true, false, null, \"x\"] , \"b\":{}}\r\n")
    #expect(
      value["a"]
        == .array([
          .integer(1), .number(-2_500), .boolean(true), .boolean(false), .null, .text("x"),
        ]))
    #expect(value["b"] == .object([]))
    #expect(value["c"] == nil)
    #expect(try read("9223372036854775807") == .integer(.max))
    #expect(try read("18446744073709551616") == .number(0x1p64))
    #expect(try read("NaN").number?.isNaN == true)
    #expect(try read("-Infinity") == .number(-.infinity))
  }

  @Test("Escapes, surrogate pairs, and halves of them")
  func escapes() throws {
    #expect(try read(#""\"\\\/\b\f\n\r\t""#) == .text("\"\\/\u{8}\u{c}\n\r\t"))
    #expect(try read(#""\u00e9\ud83d\ude00é""#) == .text("é😀é"))
    #expect(try read(#""\ud83d x""#) == .text("\u{FFFD} x"))
    #expect(try read(#""\ud83d\u0041""#) == .text("\u{FFFD}A"))
    #expect(try read(#""\ude00""#) == .text("\u{FFFD}"))
  }

  @Test(
    "What is no JSON is refused, with the byte",
    arguments: [
      ("", 0), ("{", 1), ("[1,", 3), ("[1 2]", 3), ("{\"a\" 1}", 5), ("{a:1}", 1), ("tru", 0),
      ("1 2", 2),
      ("\"a", 2), ("\"\\x\"", 3), ("\"\\u12\"", 3), ("\"\n\"", 1), ("+1", 0), ("--1", 0), ("1e", 0),
      ("nan", 0), ("'a'", 0),
    ])
  func refused(text: String, offset: Int) {
    let error = #expect(throws: JSONError.self) { try read(text) }
    #expect(error?.offset == offset, "\(text)")
  }

  @Test("Nesting is limited, so that no input overflows the stack")
  func depth() throws {
    let deep = String(repeating: "[", count: 90) + String(repeating: "]", count: 90)
    _ = try read(deep)
    #expect(throws: JSONError.self) { try read(String(repeating: "[", count: 100_000)) }
  }

  @Test("What the writer writes is read back")
  func roundTrip() throws {
    var json = JSONWriter()
    json.object { json in
      json.field("text", "a\"\\\n\u{1}é😀")
      json.field("number", 0.1)
      json.field("whole", 42)
      json.field("none", Double.nan)
      json.array("list") { $0.value(1e300) }
    }
    let value = try JSONReader.read(json.buffer.bytes[...])
    #expect(value["text"]?.text == "a\"\\\n\u{1}é😀")
    #expect(value["number"]?.number == 0.1)
    #expect(value["whole"]?.integer == 42)
    #expect(value["none"] == .null)
    #expect(value["list"]?.array == [.number(1e300)])
  }

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
