import TestSupport
import Testing

@testable import LogDirectories

@Suite("A log of JSON Lines is read line by line")
struct MetricLinesTests {
  private func read(_ bytes: [UInt8]) -> (values: [LoggedValue], flaws: [String]) {
    MetricLines.read(bytes, by: MetricLines()) ?? ([], [])
  }

  private func read(_ text: String) -> (values: [LoggedValue], flaws: [String]) {
    read(Array(text.utf8))
  }

  @Test(
    "Names within objects follow those of the objects; lists, words and truth values are left out")
  func nested() {
    let text =
      #"{"step": 3, "a": {"b": {"c": 1.5}, "d": NaN}, "e": [1, 2], "f": "7", "g": true, "h": null}"#
    let found = read(text).values
    #expect(found.map(\.step) == [3, 3])
    #expect(found.map(\.tag) == ["a/b/c", "a/d"])
    #expect(found[0].value == 1.5 && found[1].value.isNaN)
  }

  @Test("Wherever a log is cut, the whole lines before the cut are read as they are")
  func cuts() {
    let text = (1...12).map {
      #"{"iter": \#($0 * 10), "loss": \#(1 / Double($0)), "o": {"lr": 0.5}}"#
    }
    .joined(separator: "\r\n")
    let bytes = Array(text.utf8)
    let whole = read(bytes).values
    let steps: [Int64] = (1...12).flatMap { [$0 * 10, $0 * 10] }
    #expect(whole.map(\.step) == steps)
    for cut in 0..<bytes.count {
      let (found, flaws) = read(Array(bytes[..<cut]))
      #expect(isSame(found, Array(whole.prefix(found.count))))
      let ends = bytes[..<cut].count { $0 == 10 }
      #expect(found.count >= 2 * ends && flaws.isEmpty)
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
      let (found, flaws) = read(text)
      #expect(found.count + flaws.count >= 19)
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
    #expect(read(text).values.map(\.step) == [4])
    #expect(read(text).flaws.map { String($0.prefix(7)) } == ["line 1:", "line 4:", "line 5:"])
    #expect(MetricLines.read(Array("{}\n".utf8), by: MetricLines()) == nil)
  }

  @Test("Zero bytes that were never written cost none of the lines around them")
  func holes() {
    let line = #"{"step": 1, "loss": 2}"# + "\n"
    for count in [1, 12, 5000, 200_000] {
      let bytes = Array(line.utf8) + [UInt8](repeating: 0, count: count) + Array(line.utf8)
      let (found, flaws) = read(bytes)
      #expect(found.map(\.value) == [2, 2] && flaws == ["line 2"])
    }
  }

  private func isSame(_ a: [LoggedValue], _ b: [LoggedValue]) -> Bool {
    a.elementsEqual(b) { $0.tag == $1.tag && $0.step == $1.step && $0.value == $1.value }
  }
}
