import TestSupport
import Testing

@testable import LogDirectories

@Suite("A log of JSON Lines is read line by line")
struct MetricLinesTests {
  private func records(_ text: String) -> [MetricLines.Record] {
    MetricLines.records(Array(text.utf8))
  }

  @Test(
    "Names within objects follow those of the objects; lists, words and truth values are left out")
  func nested() {
    let text =
      #"{"step": 3, "a": {"b": {"c": 1.5}, "d": NaN}, "e": [1, 2], "f": "7", "g": true, "h": null}"#
    let found = records(text)
    #expect(found.count == 1 && found[0].step == 3)
    #expect(found[0].numbers.map(\.name) == ["a/b/c", "a/d"])
    #expect(found[0]["a/b/c"] == 1.5 && found[0]["a/d"]?.isNaN == true)
  }

  @Test("Wherever a log is cut, the whole lines before the cut are read as they are")
  func cuts() {
    let text = (1...12).map {
      #"{"iter": \#($0 * 10), "loss": \#(1 / Double($0)), "o": {"lr": 0.5}}"#
    }
    .joined(separator: "\r\n")
    let bytes = Array(text.utf8)
    let whole = MetricLines.records(bytes)
    #expect(whole.map(\.step) == (1...12).map { $0 * 10 })
    for cut in 0..<bytes.count {
      let found = MetricLines.records(Array(bytes[..<cut]))
      #expect(found == Array(whole.prefix(found.count)))
      #expect(found.count >= bytes[..<cut].filter { $0 == 10 }.count)
    }
  }

  @Test("Bytes that were flipped cost no more than the lines they stand in")
  func damage() {
    let lines = (1...20).map { #"{"step": \#($0), "loss": \#(Double($0) / 8)}"# + "\n" }
    for seed in 1...300 {
      var random = SeededRandom(seed: UInt64(seed))
      let line = Int.random(in: 0..<lines.count, using: &random)
      var bytes = Array(lines[line].utf8)
      bytes[Int.random(in: 0..<bytes.count - 1, using: &random)] = UInt8.random(
        in: 32...255, using: &random)
      let text =
        lines[..<line].flatMap { Array($0.utf8) } + bytes
        + lines[(line + 1)...].flatMap { Array($0.utf8) }
      let found = MetricLines.records(text)
      #expect(found.count >= 19)
      #expect(found.prefix(line).map(\.step) == (0..<line).map { Int64($0 + 1) })
    }
  }

  @Test(
    "A step is a whole number; lines without one, or with one too large, are left out, and told")
  func steps() {
    let text = #"""
      {"step": 1e300, "loss": 1}
      {"step": "2", "loss": 1}
      {"loss": 1}
      [1]
      {"step": NaN, "loss": 1}
      {"step": 4.0, "loss": 1}
      """#
    #expect(records(text).filter { $0.flaw == nil }.map(\.step) == [4])
    #expect(
      records(text).compactMap(\.flaw).map { String($0.prefix(7)) } == [
        "line 1:", "line 4:", "line 5:",
      ])
    #expect(MetricLines.rows(records("{}\n")) == nil)
  }
}
