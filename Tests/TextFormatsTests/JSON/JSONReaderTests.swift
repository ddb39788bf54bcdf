import TextFormats
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

  @Test("A byte order mark is passed over, and of a name given twice the last counts, as in Python")
  func leniency() throws {
    #expect(try read("\u{FEFF}[1]") == .array([.integer(1)]))
    #expect(try read(#"{"a": 1, "a": 2}"#)["a"] == .integer(2))
  }

  @Test("Every cut of a JSON text is refused, and no byte of it put wrong traps")
  func cuts() {
    let text = Array(#"{"a": [1, 2.5e3, "x\u00e9"], "b": {"c": false}}"#.utf8)
    for cut in 0..<text.count {
      #expect(throws: JSONError.self) { try JSONReader.read(text[..<cut]) }
    }
    for index in text.indices {
      for byte in [0, 0x22, 0x5C, 0x7B, 0xFF] as [UInt8] {
        var damaged = text
        damaged[index] = byte
        _ = try? JSONReader.read(damaged[...])
      }
    }
  }
}
