import EventFiles
import Scalars
import TestSupport
import Testing

/// A log of blocks read to its end.
private struct BlockReading {
  var rows: [Row] = []
  var outcome = FileOutcome()
  var run = BlockLogRun()
  var attachments: [EventFiles.Attachment] = []

  init(
    _ bytes: [UInt8], _ format: BlockLogFormat = .wandb, options: ReadingOptions = ReadingOptions()
  ) throws {
    var reader = BlockLogReader(bytes: bytes, format: format, options: options)
    var batch = ScalarBatch()
    var isMore = true
    while isMore {
      isMore = try reader.read(into: &batch)
      for row in 0..<batch.count {
        rows.append(
          Row(
            tag: reader.series[Int(batch.series[row])].tag, step: batch.steps[row],
            value: batch.values[row], wallTime: batch.wallTimes[row]))
      }
    }
    (outcome, run, attachments) = (reader.outcome, reader.run, reader.attachments)
  }

  var isClean: Bool { outcome.damageCounts.isEmpty && outcome.tail == nil }
}

private func small() -> BlockLogWriter {
  var writer = BlockLogWriter()
  writer.run(id: "abc", name: "first", config: [BlockLogWriter.item("lr", json: "0.001")])
  for step in 0..<4 {
    writer.history(
      step: Int64(step), wallTime: "\(1_790_000_000 + step).25",
      [BlockLogWriter.item("loss", json: "\(1 / Double(step + 1))")])
  }
  writer.exit()
  return writer
}

@Suite("Logs of blocks, as Weights & Biases and SwanLab leave them")
struct BlockLogTests {
  @Test("Every number of a step comes once, at its step and time, under its dotted name")
  func values() throws {
    var writer = BlockLogWriter()
    writer.history(
      step: 7, wallTime: "1.7900000012345678e+09",
      [
        BlockLogWriter.item("loss", json: "0.30000000000000004"),
        BlockLogWriter.item("lr", json: "-1e-300", isNested: true),
        BlockLogWriter.item("a", "b", "c", json: "NaN"),
        BlockLogWriter.item("n", json: #"{"x": 3, "deep": {"y": -Infinity}, "t": "no"}"#),
        BlockLogWriter.item("big", json: "1152921504606846977"),
        BlockLogWriter.item("flag", json: "true"), BlockLogWriter.item("text", json: #""hello""#),
        BlockLogWriter.item("list", json: "[1, 2]"), BlockLogWriter.item("none", json: "null"),
        BlockLogWriter.item("picture", json: #"{"_type": "image-file", "width": 3}"#),
        BlockLogWriter.item("h", "width", json: "4"),
        BlockLogWriter.item("h", "_type", json: #""histogram""#),
      ])
    let read = try BlockReading(writer.bytes)
    let time = 1.7900000012345678e9
    #expect(
      read.rows == [
        Row(tag: "loss", step: 7, value: 0.1 + 0.2, wallTime: time),
        Row(tag: "lr", step: 7, value: -1e-300, wallTime: time),
        Row(tag: "a.b.c", step: 7, value: .nan, wallTime: time),
        Row(tag: "n.x", step: 7, value: 3, wallTime: time),
        Row(tag: "n.deep.y", step: 7, value: -.infinity, wallTime: time),
        Row(tag: "big", step: 7, value: 1_152_921_504_606_846_976, wallTime: time),
      ])
    #expect(read.isClean && read.outcome.records == 1)
  }

  @Test("Typed values of newer versions are read, too")
  func typedValues() throws {
    var writer = BlockLogWriter()
    let items = [
      ProtobufMessage {
        $0.text(1, "whole")
        $0.signed(5, -3)
      },
      ProtobufMessage {
        $0.text(1, "real")
        $0.double(6, 0.1)
      },
      ProtobufMessage {
        $0.text(1, "flag")
        $0.number(4, 1)
      },
    ]
    writer.history(step: 1, wallTime: "5", items)
    let read = try BlockReading(writer.bytes)
    #expect(read.rows.map(\.tag) == ["whole", "real"] && read.rows.map(\.value) == [-3, 0.1])
  }

  @Test("The run, its settings and its end are told")
  func run() throws {
    let read = try BlockReading(small().bytes)
    #expect(read.run.id == "abc" && read.run.displayName == "first")
    #expect(read.run.startTime == 1_790_000_000)
    #expect(
      read.attachments.map { String(decoding: $0.content, as: UTF8.self) } == [#"{"lr":0.001}"#])
    #expect(read.outcome.hasEnded)
    var crashed = small()
    crashed.exit(1)
    #expect(try !BlockReading(crashed.bytes).outcome.hasEnded)
  }

  @Test("SwanLab's scalars, zeros and NaN among them")
  func swanlab() throws {
    var writer = BlockLogWriter(header: BlockLogWriter.swanlab)
    writer.add(
      10,
      ProtobufMessage {
        $0.text(4, "swan")
        $0.text(10, "id1")
      })
    for (step, value) in [1, 0, Double.nan].enumerated() {
      writer.scalar("train/loss", step: UInt64(step), value, wallTime: 100 + UInt64(step))
    }
    writer.add(11, ProtobufMessage { $0.number(1, 1) })
    let read = try BlockReading(writer.bytes, .swanlab)
    #expect(
      read.rows
        == zip(0..<3, [1, 0, Double.nan]).map {
          Row(tag: "train/loss", step: $0, value: $1, wallTime: Double(100 + $0))
        })
    #expect(read.run.displayName == "swan" && read.run.id == "id1" && read.outcome.hasEnded)
    #expect(try BlockReading(writer.bytes, .wandb).outcome.tail?.kind == .notAnEventFile)
  }

  @Test("Every cut gives the points before it, and is told")
  func cuts() throws {
    let writer = small()
    let whole = try BlockReading(writer.bytes)
    #expect(whole.rows.count == 4 && whole.isClean)
    for end in 0..<writer.bytes.count {
      let read = try BlockReading(Array(writer.bytes[..<end]))
      // Points stand in the records 1 to 4.
      let complete = max(0, min(4, writer.offsets.count { $0 <= end } - 2))
      #expect(read.rows == Array(whole.rows.prefix(complete)), "cut at \(end)")
      #expect(read.outcome.damageCounts.isEmpty, "cut at \(end)")
      let isWhole = [0, 7].contains(end) || writer.offsets.contains(end)
      #expect((read.outcome.tail == nil) == isWhole, "cut at \(end)")
    }
  }

  @Test("Every flipped bit loses what stands behind it in its block, and is told")
  func bitFlips() throws {
    let writer = small()
    let whole = try BlockReading(writer.bytes).rows
    for bit in 0..<8 * writer.bytes.count {
      let read = try BlockReading(writer.bytes.flipping(bit: bit))
      let record = writer.offsets.lastIndex { $0 <= bit / 8 } ?? 0
      #expect(read.rows == Array(whole.prefix(max(0, record - 1))), "bit \(bit)")
      #expect(read.outcome.tail != nil, "bit \(bit)")
    }
  }

  @Test("Damage costs its block alone, in files of several blocks and records across them")
  func blocks() throws {
    var writer = BlockLogWriter()
    let text = String(repeating: "x", count: 300)
    for step in 0..<400 {
      writer.history(
        step: Int64(step), wallTime: "\(step)",
        [
          BlockLogWriter.item("loss", json: "\(step)"),
          BlockLogWriter.item("text", json: "\"\(text)\""),
        ])
    }
    writer.history(
      step: 400, wallTime: "400",
      [
        BlockLogWriter.item("text", json: "\"" + String(repeating: "y", count: 80_000) + "\""),
        BlockLogWriter.item("loss", json: "400"),
      ])
    let whole = try BlockReading(writer.bytes)
    #expect(whole.isClean && whole.rows.map(\.value) == (0...400).map(Double.init))
    var random = SeededRandom(seed: 3)
    for _ in 0..<60 {
      let place = Int.random(in: 7..<writer.bytes.count, using: &random)
      var bytes = writer.bytes
      bytes[place] ^= UInt8.random(in: 1...255, using: &random)
      let read = try BlockReading(bytes)
      let first = writer.offsets.lastIndex { $0 <= place } ?? 0
      let next = (place / BlockLogWriter.blockSize + 1) * BlockLogWriter.blockSize
      let resumes = writer.offsets.firstIndex { $0 >= next } ?? writer.offsets.count
      let lost = whole.rows.filter { (first..<resumes).contains(Int($0.step)) }
      #expect(read.rows == whole.rows.filter { !lost.contains($0) }, "byte \(place)")
      #expect(read.outcome.finalDamage.count == 1 || read.outcome.tail != nil, "byte \(place)")
    }
  }

  @Test("A hole of zeros is told, and what no file may claim is not believed")
  func holes() throws {
    var writer = small()
    let size = writer.bytes.count
    writer.bytes += [UInt8](repeating: 0, count: BlockLogWriter.blockSize - size)
    writer.history(step: 9, wallTime: "9", [BlockLogWriter.item("loss", json: "9")])
    let read = try BlockReading(writer.bytes)
    #expect(read.rows.map(\.step) == [0, 1, 2, 3, 9])
    #expect(read.outcome.damageCounts == [.zeroHole: 1])
    #expect(read.outcome.damage.first?.offset == Int64(size))
    var options = ReadingOptions()
    options.decodedPayloadLimit = 50_000
    var large = small()
    large.record([UInt8](repeating: 1, count: 70_000))
    large.history(step: 9, wallTime: "9", [BlockLogWriter.item("loss", json: "9")])
    let limited = try BlockReading(large.bytes, options: options)
    #expect(limited.rows.count == 5 && limited.outcome.remarks[.recordTooLarge] == 1)
  }

  @Test("A file that grows is read on where it ended, a record across blocks from its beginning")
  func growing() throws {
    let file = TemporaryFile()
    var writer = small()
    writer.history(
      step: 5, wallTime: "5",
      [
        BlockLogWriter.item("text", json: "\"" + String(repeating: "y", count: 70_000) + "\""),
        BlockLogWriter.item("loss", json: "5"),
      ])
    var reader = BlockLogReader(path: Array(file.path.utf8), format: .wandb)
    var batch = ScalarBatch()
    var steps: [Int64] = []
    for end in stride(from: 0, to: writer.bytes.count, by: 97) + [writer.bytes.count] {
      file.write(Array(writer.bytes[..<end]))
      while try reader.read(into: &batch) { steps += batch.steps.prefix(batch.count) }
      steps += batch.steps.prefix(batch.count)
    }
    #expect(steps == [0, 1, 2, 3, 5])
    #expect(reader.outcome.damageCounts.isEmpty && reader.outcome.tail == nil)
    file.write([UInt8](repeating: 7, count: writer.bytes.count))
    #expect(throws: EventFileError.self) { try reader.read(into: &batch) }
  }
}
