import Scalars
import TestSupport

@testable import EventFiles

/// Files of random events in every known form of scalars, with some wrong bytes.
struct RandomEvents {
  var random: SeededRandom
  private let tags: [String]
  private let damageRate: UInt64
  private let disorderRate: UInt64
  private var wallTime = 1_700_000_000.0
  private var step: Int64 = 0

  init(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let count = 1 + Int(random.next() % 12)
    tags = (0..<count).map {
      String(repeating: "tag ", count: Int(random.next() % 12)) + "number \($0)"
    }
    damageRate = [0, 0, 5, 50][Int(random.next() % 4)]
    disorderRate = [0, 2, 20, 200][Int(random.next() % 4)]
    step = [0, 0, 1 << 40, -5][Int(random.next() % 4)]
    self.random = random
  }

  /// Options that differ from seed to seed.
  mutating func options() -> ReadingOptions {
    var options = ReadingOptions()
    options.verifiesPayloads = !isOneIn(4)
    options.keepsOffsets = isOneIn(3)
    options.takesAllTensors = isOneIn(4)
    options.keepsInvalidTags = isOneIn(4)
    if isOneIn(6) { options.decodedPayloadLimit = 45 }
    if isOneIn(3) { options.selectsTag = { $0.utf8.count % 3 != 0 } }
    return options
  }

  /// A file of some thousand events.
  mutating func file() -> [UInt8] {
    var writer = EventFileWriter()
    // Three of four values have the usual form of their tag.
    let forms = tags.map { _ in random.next() % 10 }
    for _ in 0..<(isOneIn(8) ? 12_000 : 1_200) {
      var payload = event(forms).bytes
      if happens(damageRate) { change(&payload) }
      var record = EventFileWriter.record(payload)
      if happens(damageRate / 4) { change(&record) }
      writer.raw(record)
    }
    return writer.bytes
  }

  private mutating func event(_ forms: [UInt64]) -> ProtobufMessage {
    wallTime += Double(random.next() % 1000) / 1000
    step += Int64(random.next() % 3)
    var time = wallTime
    if happens(disorderRate) {
      time = [wallTime - 5, .nan, .infinity, -1, 0][Int(random.next() % 5)]
    }
    if happens(disorderRate), isOneIn(3) { return .session(1 + random.next() % 3, step: step) }
    var values: [ProtobufMessage] = []
    repeat {
      let tag = Int(random.next() % UInt64(tags.count))
      let form = happens(disorderRate) ? random.next() % 10 : forms[tag]
      values.append(value(tags[tag], form))
    } while isOneIn(4)
    let isReordered = happens(disorderRate)
    return ProtobufMessage {
      if isReordered { $0.signed(2, step) }
      $0.double(1, time)
      if step != 0, !isReordered { $0.signed(2, step) }
      $0.message(5) { summary in for value in values { summary.message(1, value) } }
    }
  }

  private mutating func value(_ tag: String, _ form: UInt64) -> ProtobufMessage {
    let number = Float(bitPattern: UInt32(truncatingIfNeeded: random.next()))
    let double = Double(bitPattern: random.next())
    switch form {
    case 0, 1, 2: return .simple(tag, number)
    case 3: return .tensorValue(tag, .tensor(number))
    case 4: return .tensorValue(tag, .tensor(type: 2) { $0.packed(6, [double]) }, dataClass: 1)
    case 5:
      let content = ProtobufMessage.littleEndian(number.bitPattern)
      return .tensorValue(
        tag, .tensor(type: 1) { $0.field(4, content) }, plugin: isOneIn(2) ? nil : "scalars")
    case 6: return .tensorValue(tag, .tensor(type: 1) { $0.float(5, number) })
    case 7:
      return .tensorValue(tag, .tensor(type: 3) { $0.packed(7, [UInt64(double.bitPattern % 9)]) })
    case 8:
      let shape: [Int64]? = isOneIn(2) ? [1] : nil
      return .tensorValue(tag, .tensor(type: 1, shape: shape) { $0.float(5, number) })
    default:
      let name = String(random.next() % 3)
      return ProtobufMessage {
        $0.text(1, tag)
        $0.message(9, .metadata(plugin: "scalars", dataClass: 1, displayName: name))
        $0.message(8, .tensor(number))
      }
    }
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let place = Int(random.next() % UInt64(bytes.count))
    bytes[place] = UInt8(truncatingIfNeeded: random.next())
  }

  private mutating func isOneIn(_ count: UInt64) -> Bool { random.next() % count == 0 }

  private mutating func happens(_ perThousand: UInt64) -> Bool {
    random.next() % 1000 < perThousand
  }
}

/// A point of a file with the number of its series, compared by its bits.
struct LockstepRow: Equatable {
  var series: UInt32
  var step: Int64
  var wallTime: UInt64
  var value: UInt64
}

/// All results of reading a file.
struct LockstepReading {
  var points: [LockstepRow] = []
  var offsets: [Int64] = []
  var marks: [String] = []
  var series: [SeriesDescription] = []
  var outcome = ""
  var knownRecords = 0
  var recordsAhead = 0

  init(_ bytes: [UInt8], _ options: ReadingOptions, usesTemplates: Bool = true) throws {
    var reader = EventFileReader(bytes: bytes, options: options)
    reader.usesTemplates = usesTemplates
    try readAll(&reader)
  }

  init(path: String, _ options: ReadingOptions) throws {
    var reader = EventFileReader(path: path, options: options)
    try readAll(&reader)
  }

  private mutating func readAll(_ reader: inout EventFileReader) throws {
    var batch = ScalarBatch()
    var isMore = true
    while isMore {
      isMore = try reader.read(into: &batch)
      for mark in batch.marks { marks.append("\(points.count + mark.row) \(mark)") }
      offsets += batch.offsets
      for row in 0..<batch.count {
        points.append(
          LockstepRow(
            series: batch.series[row], step: batch.steps[row],
            wallTime: batch.wallTimes[row].bitPattern, value: batch.values[row].bitPattern))
      }
    }
    series = reader.series
    knownRecords = reader.knownRecords
    recordsAhead = reader.recordsAhead
    let result = reader.outcome
    outcome = """
      \(result.records) \(result.events) \(result.points) \(result.bytesRead)
      \(result.firstWallTime as Any) \(result.lastWallTime as Any) \(result.tail as Any)
      \(result.damage) \(result.damageCounts.sorted { $0.key.rawValue < $1.key.rawValue })
      \(result.remarks.sorted { $0.key.rawValue < $1.key.rawValue })
      \(result.otherEvents.sorted { $0.key < $1.key })
      """
  }
}
