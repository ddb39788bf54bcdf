import EventFiles
import Scalars
import TestSupport
import Testing

@Suite("F: metadata, and what counts as a scalar")
struct MetadataTests {
  /// A file with one value per step.
  private func file(_ values: ProtobufMessage...) -> [UInt8] {
    var writer = EventFileWriter()
    for (step, value) in values.enumerated() { writer.event(.summary(step: Int64(step), [value])) }
    return writer.bytes
  }

  private func tensor(
    _ value: Float, plugin: String? = nil, dataClass: UInt64? = nil
  ) -> ProtobufMessage {
    .tensorValue("t", .tensor(value), plugin: plugin, dataClass: dataClass)
  }

  private func simple(_ value: Float, plugin: String, dataClass: UInt64? = nil) -> ProtobufMessage {
    ProtobufMessage {
      $0.raw(ProtobufMessage.simple("t", value).bytes)
      $0.message(9, .metadata(plugin: plugin, dataClass: dataClass))
    }
  }

  @Test("F1: metadata on the first value holds for all of the tag")
  func firstOnly() throws {
    let reading = try Reading(file(tensor(1, plugin: "scalars"), tensor(2), tensor(3)))
    #expect(reading.values == [1, 2, 3])
    #expect(reading.remarks == [:])
  }

  @Test("F2: metadata that comes late holds from there on, what came before is told")
  func late() throws {
    let reading = try Reading(file(tensor(1), tensor(2, plugin: "scalars"), tensor(3)))
    #expect(reading.values == [2, 3])
    #expect(reading.remarks[.lateMetadata] == 1)
    #expect(reading.series("t")?.reclassifiedValues == 1)
  }

  @Test("F3: of changing metadata the first stays")
  func changed() throws {
    let reading = try Reading(file(tensor(1, plugin: "scalars"), tensor(2, plugin: "text")))
    #expect(reading.values == [1, 2])
    #expect(reading.series("t")?.plugin == "scalars")
    #expect(reading.remarks[.changedMetadata] == 1)
  }

  @Test("F4: a tensor without metadata is a scalar only when asked")
  func none() throws {
    let bytes = file(tensor(1), tensor(2))
    let reading = try Reading(bytes)
    #expect(reading.values == [])
    #expect(reading.remarks[.noMetadata] == 2)
    #expect(reading.series("t")?.otherValues == 2)
    var options = ReadingOptions()
    options.takesAllTensors = true
    #expect(try Reading(bytes, options: options).values == [1, 2])
  }

  @Test("F5: data class SCALAR makes a scalar, whatever the plugin")
  func scalarClass() throws {
    for plugin in [nil, "mine"] as [String?] {
      let reading = try Reading(file(tensor(1, plugin: plugin, dataClass: 1)))
      #expect(reading.values == [1])
      #expect(reading.series("t")?.plugin == plugin ?? "")
      #expect(reading.series("t")?.dataClass == .scalar)
    }
  }

  @Test("F6: data class TENSOR makes none, even under plugin scalars")
  func tensorClass() throws {
    let reading = try Reading(file(tensor(1, plugin: "scalars", dataClass: 2)))
    #expect(reading.values == [])
    #expect(reading.series("t")?.isScalar == false)
  }

  @Test("F7: a simple value is a scalar whatever its metadata says")
  func simpleValues() throws {
    let text = try Reading(file(simple(1, plugin: "text")))
    #expect(text.values == [1])
    #expect(text.remarks == [:])
    let other = try Reading(file(simple(1, plugin: "mine", dataClass: 2)))
    #expect(other.values == [1])
    #expect(other.remarks == [.simpleValueOfOtherClass: 1])
  }

  @Test("F8: metadata without a value makes the tag known, and no point")
  func onlyMetadata() throws {
    let bare = ProtobufMessage {
      $0.text(1, "t")
      $0.message(9, .metadata(plugin: "scalars"))
    }
    let reading = try Reading(file(bare, .simple("loss", 2)))
    #expect(reading.tags == ["loss"])
    #expect(reading.series("t")?.plugin == "scalars")
    #expect(reading.series("t")?.isScalar == false)
  }

  @Test("F9: a tag that is empty or missing is the empty tag; a node name stands in for it")
  func emptyTags() throws {
    let missing = ProtobufMessage { $0.float(2, 1) }
    let node = ProtobufMessage {
      $0.text(7, "node")
      $0.float(2, 2)
    }
    let reading = try Reading(file(.simple("", 0), missing, node))
    #expect(reading.tags == ["", "", "node"])
    #expect(reading.remarks == [.nodeNameAsTag: 1])
  }

  @Test("F10: tags are any text")
  func anyTags() throws {
    let tags = [
      "loss/η→∞ 😀", "a\0b", "two\nlines", "\"quoted\", it's", "/lead", "=1+1",
      String(repeating: "x", count: 100_000),
    ]
    var writer = EventFileWriter()
    for tag in tags { writer.scalar(tag, step: 1, 1) }
    #expect(try Reading(writer.bytes).tags == tags)
  }

  @Test("F11: hyperparameters are kept as attachments, malformed ones told and the event kept")
  func hyperparameters() throws {
    let start = ProtobufMessage {
      $0.message(3) { info in
        info.message(1) {
          $0.text(1, "lr")
          $0.message(2) { $0.double(2, 0.1) }
        }
      }
    }
    let good = ProtobufMessage.tensorValue(
      "_hparams_/session_start_info", .tensor(type: 1, shape: [0]), plugin: "hparams",
      pluginContent: start.bytes)
    let bad = ProtobufMessage.tensorValue(
      "_hparams_/experiment", .tensor(type: 1, shape: [0]), plugin: "hparams",
      pluginContent: [0x1A, 9, 1])
    var writer = EventFileWriter()
    writer.event(.summary(step: 5, [good, bad, .simple("loss", 2)]))
    let reading = try Reading(writer.bytes)
    #expect(reading.reader.attachments.map(\.tag) == ["_hparams_/session_start_info"])
    #expect(reading.reader.attachments.first?.hyperparameters() == ["lr": .number(0.1)])
    #expect(reading.reader.attachments.first?.step == 5)
    #expect(reading.tags == ["loss"])
    #expect(reading.remarks == [.malformedHyperparameters: 1])
  }

  @Test("F12: tags of the hparams plugin are never scalars")
  func reservedTags() throws {
    let values = ["experiment", "session_start_info", "session_end_info"].map {
      ProtobufMessage.tensorValue("_hparams_/" + $0, .tensor(1), plugin: "hparams")
    }
    var writer = EventFileWriter()
    writer.event(.summary(step: 1, values))
    var options = ReadingOptions()
    options.takesAllTensors = true
    #expect(try Reading(writer.bytes).rows == [])
    #expect(try Reading(writer.bytes, options: options).rows == [])
  }
}
