import EventFiles
import Testing

@testable import LogDirectories

@Suite("Hyperparameters")
struct HyperparameterTests {
  private func settings(_ text: String, tag: String = "args/text_summary") -> [String:
    Hyperparameter]
  {
    var report = RunReport()
    report.addHyperparameters([
      Attachment(tag: tag, plugin: "text", content: Array(text.utf8), step: 0)
    ])
    return report.hyperparameters
  }

  @Test("The JSON that Trainer logs as text becomes settings, nested names joined, nulls left out")
  func trainer() {
    let found = settings(
      #"{"lr": 5e-05, "bf16": true, "name": "a\n\u00e9\ud83d\ude00", "none": null, "o": {"k": [1, "x"]}}"#
    )
    #expect(
      found == [
        "lr": .number(5e-05), "bf16": .boolean(true), "name": .text("a\né😀"),
        "o.k": .text("[1.0, x]"),
      ])
    #expect(
      settings(#"{"d": 1}"#, tag: "model_config/text_summary") == ["model_config.d": .number(1)])
  }

  @Test("Texts that are no settings, or no JSON, are left alone")
  func others() {
    #expect(settings("{\"a\": 1}", tag: "samples/text_summary").isEmpty)
    for text in [
      "", "{", "[1]", "{\"a\" 1}", "{\"a\": 1} x", "{\"a\": tru}", "{\"a\": \"\\ud83d\"",
      "\u{FFFD}",
    ] {
      #expect(settings(text).isEmpty, "\(text)")
    }
    #expect(settings(#"{"a": NaN, "b": -Infinity}"#)["b"] == .number(-.infinity))
  }

  @Test("JSON nested without end neither traps nor is taken")
  func nesting() {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(JSONText.parse(Array(deep.utf8)) == nil)
    #expect(JSONText.parse(Array("[[[1]]]".utf8)) == .list([.list([.list([.number(1)])])]))
  }

  @Test("Every cut of a JSON text is refused, and no byte of it put wrong traps")
  func damage() {
    let text = Array(#"{"a": [1, 2.5e3, "x\u00e9"], "b": {"c": false}}"#.utf8)
    for cut in 0..<text.count { #expect(JSONText.parse(Array(text[..<cut])) == nil) }
    for place in text.indices {
      for byte in [0, 0x22, 0x5C, 0x7B, 0xFF] as [UInt8] {
        var damaged = text
        damaged[place] = byte
        _ = JSONText.parse(damaged)
      }
    }
    #expect(JSONText.parse(text) != nil)
  }
}
