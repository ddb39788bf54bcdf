import Foundation
import Scalars
import Testing

@testable import TextFormats

@Suite("JSON")
struct JSONWriterTests {
  @Test("A record has its keys in order, exact numbers, and null for what JSON cannot say")
  func record() {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", 1)
      json.field("run", "a/b")
      json.field("best", Double(Float(0.1)), as: .float32)
      json.field("last", Double.nan)
      json.field("eta", nil as Double?)
      json.field("is", true)
      json.array("flags") { $0.value("spikes") }
      json.array("evidence") { json in
        json.object { $0.field("rule", "x") }
        json.object { _ in }
      }
    }
    json.newline()
    json.value(2)
    #expect(
      json.buffer.text == """
        {"schema":1,"run":"a/b","best":0.1,"last":null,"eta":null,"is":true,"flags":["spikes"],\
        "evidence":[{"rule":"x"},{}]}
        2
        """)
  }

  @Test("An array of records has one a line")
  func lines() {
    var json = JSONWriter()
    json.array(onePerLine: true) { json in
      for number in 1...2 { json.object { $0.array("n") { $0.value(number) } } }
    }
    #expect(json.buffer.text == "[\n{\"n\":[1]},\n{\"n\":[2]}\n]")
    var empty = JSONWriter()
    empty.array(onePerLine: true) { _ in }
    #expect(empty.buffer.text == "[]")
  }

  @Test("Every character of a string comes back through another parser")
  func escaping() throws {
    let text =
      String(String.UnicodeScalarView((0..<0x250).compactMap(Unicode.Scalar.init))) + "😀\u{2028}"
    var json = JSONWriter()
    json.array { $0.value(text) }
    let read = try JSONDecoder().decode([String].self, from: Data(json.buffer.bytes))
    #expect(read == [text])
    #expect(json.buffer.text.contains(#"\u0000\u0001"#))
    #expect(json.buffer.text.contains(#"\b\t\n\u000b\f\r"#))
  }

  @Test("A sink takes chunks away in order, the rest at the end, and nothing if there is nothing")
  func sink() throws {
    var chunks: [[UInt8]] = []
    let sink = ByteSink(chunk: 4) { (bytes) throws(OutputError) in chunks.append(bytes) }
    var buffer = ByteBuffer()
    for text in ["ab", "cde", "f"] {
      buffer.append(text)
      try sink.drainIfFull(&buffer)
    }
    try sink.drain(&buffer)
    try sink.drain(&buffer)
    #expect(chunks == [Array("abcde".utf8), Array("f".utf8)])
  }

  @Test("A sink whose reader has gone says so and keeps the bytes")
  func closedSink() {
    let sink = ByteSink { (_) throws(OutputError) in throw .closed }
    var buffer = ByteBuffer()
    buffer.append("x")
    #expect(throws: OutputError.closed) { try sink.drain(&buffer) }
    #expect(buffer.text == "x")
  }
}
