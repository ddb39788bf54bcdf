import EventFiles
import Scalars
import TestSupport
import Testing

/// The content of a `_hparams_/session_start_info` with the given map entries.
private func sessionStart(_ entries: [ProtobufMessage]) -> [UInt8] {
  ProtobufMessage { data in
    data.message(3) { info in
      for entry in entries { info.message(1, entry) }
      info.text(4, "group")
    }
  }.bytes
}

private func entry(_ key: String, _ value: ProtobufMessage?) -> ProtobufMessage {
  ProtobufMessage {
    $0.text(1, key)
    if let value { $0.message(2, value) }
  }
}

private func number(_ value: Double) -> ProtobufMessage { ProtobufMessage { $0.double(2, value) } }

private func decoded(_ content: [UInt8]) -> NamedValues<HyperparameterValue>? {
  Attachment(tag: "_hparams_/session_start_info", plugin: "hparams", content: content, step: 0)
    .hyperparameters()
}

/// A list in a list, `depth` times, with a value in the innermost.
private func nested(_ depth: Int, around value: ProtobufMessage = number(1)) -> ProtobufMessage {
  (0..<depth).reduce(value) { inner, _ in
    ProtobufMessage { value in value.message(6) { $0.message(1, inner) } }
  }
}

@Suite("Hyperparameters")
struct HyperparameterTests {
  @Test("F11: every kind of value is decoded, nested ones too")
  func everyKind() {
    let object = ProtobufMessage { value in
      value.message(5) { $0.message(1, entry("inner", number(2))) }
    }
    let content = sessionStart([
      entry("null", ProtobufMessage { $0.number(1, 0) }), entry("lr", number(0.001)),
      entry("name", ProtobufMessage { $0.text(3, "adam") }),
      entry("flag", ProtobufMessage { $0.number(4, 1) }), entry("object", object),
      entry("list", nested(2)),
    ])
    #expect(
      decoded(content) == [
        "null": .null, "lr": .number(0.001), "name": .text("adam"), "flag": .boolean(true),
        "object": .object(["inner": .number(2)]), "list": .list([.list([.number(1)])]),
      ])
  }

  @Test("F11: a name given twice has its last value, a missing value is null")
  func lastWins() {
    let content = sessionStart([
      entry("a", number(1)), entry("a", number(2)), entry("b", nil),
    ])
    #expect(decoded(content) == ["a": .number(2), "b": .null])
  }

  @Test("Of a value's members the last one wins, and a list given twice is joined")
  func members() {
    let value = ProtobufMessage {
      $0.double(2, 1)
      $0.message(6) { $0.message(1, number(1)) }
      $0.message(6) { $0.message(1, number(2)) }
    }
    let other = ProtobufMessage {
      $0.text(3, "text")
      $0.number(4, 0)
    }
    #expect(
      decoded(sessionStart([entry("a", value), entry("b", other)])) == [
        "a": .list([.number(1), .number(2)]), "b": .boolean(false),
      ])
  }

  @Test("Content of an experiment or of a session's end tells no hyperparameters")
  func otherContent() {
    for field: UInt64 in [2, 4] {
      let other = ProtobufMessage { $0.message(field) { $0.number(9, 1) } }
      #expect(decoded(other.bytes) == [:])
      #expect(decoded(sessionStart([entry("a", number(1))]) + other.bytes) == [:])
    }
  }

  @Test("Lists nested deeper than protobuf allows are malformed, and exhaust no stack")
  func depth() {
    #expect(decoded(sessionStart([entry("a", nested(40))])) != nil)
    #expect(decoded(sessionStart([entry("a", nested(60))])) == nil)
    #expect(decoded(sessionStart([entry("a", nested(5_000))])) == nil)
  }

  @Test("The hundredth message within another is read, and what holds one more is malformed")
  func deepest() {
    let inners = [5, 6].map { field in ProtobufMessage { $0.message(field) { _ in } } }
    for inner in [number(1)] + inners {
      #expect(decoded(sessionStart([entry("a", nested(47, around: inner))])) != nil)
    }
    #expect(decoded(sessionStart([entry("a", nested(48))])) != nil)
    for inner in inners {
      #expect(decoded(sessionStart([entry("a", nested(48, around: inner))])) == nil)
    }
  }

  @Test("Every cut of the content is malformed, and none traps")
  func everyCut() {
    let content = sessionStart([entry("lr", number(0.5)), entry("list", nested(3))])
    for length in 0..<content.count where length > 0 {
      #expect(decoded(Array(content[..<length])) == nil)
    }
  }

  @Test("F11: malformed content is remarked on and left out, and the event is kept")
  func malformedContent() throws {
    var writer = EventFileWriter()
    let bad = ProtobufMessage {
      $0.text(1, "_hparams_/session_start_info")
      $0.message(9, .metadata(plugin: "hparams", content: [0x1A, 0x7F]))
    }
    writer.event(.summary(step: 1, [bad, .simple("loss", 3)]))
    var reader = EventFileReader(bytes: writer.bytes)
    var batch = ScalarBatch()
    while try reader.read(into: &batch) {}
    #expect(batch.count == 1 && batch[0].value == 3)
    #expect(reader.attachments.isEmpty)
    #expect(reader.outcome.remarks[.malformedHyperparameters] == 1)
  }

  @Test("F12: hyperparameter tags are attached with their step and are no series of points")
  func attached() throws {
    let content = sessionStart([entry("lr", number(0.25))])
    var writer = EventFileWriter()
    let value = ProtobufMessage.tensorValue(
      "_hparams_/session_start_info", .tensor(type: 1, shape: [0]), plugin: "hparams",
      pluginContent: content)
    writer.event(.summary(step: 7, [value]))
    var reader = EventFileReader(bytes: writer.bytes)
    var batch = ScalarBatch()
    while try reader.read(into: &batch) {}
    #expect(batch.count == 0)
    let attachment = try #require(reader.attachments.first)
    #expect(attachment.step == 7)
    #expect(attachment.hyperparameters() == ["lr": .number(0.25)])
  }
}
