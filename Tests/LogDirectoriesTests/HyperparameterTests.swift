import EventFiles
import Scalars
import Testing

@testable import LogDirectories

@Suite("Hyperparameters")
struct HyperparameterTests {
  private func settings(_ text: String, tag: String = "args/text_summary")
    -> NamedValues<Hyperparameter>
  {
    var report = ReadingNotes()
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

  @Test("Settings nested without end are left alone")
  func nesting() {
    let deep = "{\"a\": " + String(repeating: "[", count: 1_000_000)
    #expect(settings(deep).isEmpty)
  }

  @Test("Whole numbers of settings are told as numbers, and lists as text")
  func numbers() {
    let found = settings(#"{"steps": 100, "betas": [0.9, 1], "rate": 2.5e-4}"#)
    #expect(found["steps"] == .number(100))
    #expect(found["betas"] == .text("[0.9, 1.0]"))
    #expect(found["rate"] == .number(2.5e-4))
  }

  @Test("Names that look alike and differ in bytes are two")
  func equivalentNames() {
    let found = settings("{\"\u{E9}\": 1, \"e\u{301}\": 2}")
    #expect(found.count == 2)
    #expect(found["\u{E9}"] == .number(1))
    #expect(found["e\u{301}"] == .number(2))
    #expect(Array(found.map(\.key.utf8.count)) == [3, 2])
  }
}
