import EventFiles
import Scalars
import TestSupport

/// A point as a test compares it: with its tag, and every NaN equal to every other of its bits.
struct Row: Hashable, CustomStringConvertible {
  var tag: String
  var step: Int64
  var value: Double
  var wallTime: Double

  var description: String { "\(tag) \(step): \(value) at \(wallTime)" }

  static func == (left: Row, right: Row) -> Bool {
    left.tag == right.tag && left.step == right.step
      && left.value.bitPattern == right.value.bitPattern
      && left.wallTime.bitPattern == right.wallTime.bitPattern
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(tag)
    hasher.combine(step)
  }
}

/// A file read to its end, and its results; if it grows, reading can continue.
final class Reading {
  var reader: EventFileReader
  var rows: [Row] = []
  var marks: [SessionMark] = []

  /// Reads bytes in memory.
  init(_ bytes: [UInt8], options: ReadingOptions = ReadingOptions()) throws {
    reader = EventFileReader(bytes: bytes, options: options)
    try readOn()
  }

  /// Reads a file at any location.
  init(_ location: FileLocation) throws {
    reader = EventFileReader(location)
    try readOn()
  }

  /// Reads a file as far as it goes.
  init(_ file: TemporaryFile, options: ReadingOptions = ReadingOptions()) throws {
    reader = EventFileReader(path: file.path, options: options)
    try readOn()
  }

  /// Reads what was appended since.
  func readOn() throws {
    var batch = ScalarBatch()
    var isMore = true
    while isMore {
      isMore = try reader.read(into: &batch)
      marks += batch.marks
      for row in 0..<batch.count {
        rows.append(
          Row(
            tag: reader.series[Int(batch.series[row])].tag, step: batch.steps[row],
            value: batch.values[row], wallTime: batch.wallTimes[row]))
      }
    }
  }

  var outcome: FileOutcome { reader.outcome }
  var steps: [Int64] { rows.map(\.step) }
  var values: [Double] { rows.map(\.value) }
  var tags: [String] { rows.map(\.tag) }
  var damage: [Damage] { outcome.damage }
  var kinds: [Damage.Kind] { outcome.damage.map(\.kind) }
  var tail: Damage.Kind? { outcome.tail?.kind }
  var remarks: [Remark: Int] { outcome.remarks }
  /// Checks that nothing was found wrong, and that nothing is left over.
  var isClean: Bool { outcome.damageCounts.isEmpty && outcome.tail == nil }

  /// The description of a tag, where it is known.
  func series(_ tag: String) -> SeriesDescription? { reader.series.first { $0.tag == tag } }
}

/// `FV S(1,1) S(2,2) S(3,3)`.
func threePoints() -> EventFileWriter {
  var writer = EventFileWriter()
  for step in 1...3 { writer.scalar(step: Int64(step), Float(step)) }
  return writer
}

/// The stream of the "mid" cases: `FV S(1,1) <x> S(3,3)`.
func around(_ middle: [UInt8]) -> [UInt8] {
  var writer = EventFileWriter()
  writer.scalar(step: 1, 1)
  writer.raw(middle)
  writer.scalar(step: 3, 3)
  return writer.bytes
}

/// The same around a record with this payload.
func around(payload: [UInt8]) -> [UInt8] { around(EventFileWriter.record(payload)) }

/// The same around an event.
func around(_ event: ProtobufMessage) -> [UInt8] { around(payload: event.bytes) }

/// The same around an event of step 2 with one value.
func around(value: ProtobufMessage) -> [UInt8] { around(.summary(step: 2, [value])) }

extension [UInt8] {
  /// The bytes with one flipped bit, counted from the first byte's lowest.
  func flipping(bit: Int) -> [UInt8] {
    var bytes = self
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return bytes
  }

  /// The bytes, overwritten from `offset` on.
  func overwriting(_ other: [UInt8], at offset: Int) -> [UInt8] {
    var bytes = self
    bytes.replaceSubrange(offset..<offset + other.count, with: other)
    return bytes
  }
}
