import TestSupport
import TextFormats
import Testing

@testable import LogDirectories

@Suite("Settings that stand as YAML")
struct BlockYAMLTests {
  private func read(_ text: String) -> JSONValue? { BlockYAML.read(Array(text.utf8)) }

  @Test("Mappings, lists, numbers, words and quoted texts over several lines")
  func values() {
    let text = """
      # settings
      lr:
        desc: ''
        value: 0.001
      'odd: key': true
      model:
        layers:
        - 1
        - two
        name: "gpt"
      text: 'it''s

        long'
      empty: {}
      none: null
      end:
      """
    let model: JSONValue = ["layers": .array([.number(1), .text("two")]), "name": .text("gpt")]
    let rate: JSONValue = ["desc": .text(""), "value": .number(0.001)]
    let wanted: JSONValue = [
      "lr": rate, "odd: key": .boolean(true), "model": model, "text": .text("it's long"),
      "empty": [:], "none": .null,
    ]
    #expect(read(text) == wanted)
  }

  @Test("What is no mapping, or nests deeply, is none, and reading ends")
  func hostile() {
    #expect(read("- 1\n- 2\n") == nil)
    #expect(read("no mapping\n") == nil)
    let deep = (0..<5_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(read(deep)?.members?.count == 1)
  }
}
