import EventFiles
import Scalars
import TestSupport

/// Reads damaged logs of blocks and checks the findings.
public enum BlockLogCheck {
  /// Reads the file that `input` describes; see ``file(_:)``.
  ///
  /// Checked, for both formats: points are counted as delivered; findings lie within the file, in
  /// order, apart from each other; a file without a finding or a tail gives the same points when it
  /// is read piece by piece as it grows; and what damage leaves are points that the undamaged file
  /// has, in their order.
  public static func run(_ input: [UInt8]) throws {
    let (bytes, good) = file(input)
    for format in BlockLogFormat.allCases {
      let read = try points(bytes, format)
      try check(read, size: Int64(bytes.count))
      if let good, format == .wandb { try checkOrder(read.points, of: points(good, format).points) }
    }
  }

  private static func check(
    _ read: (points: [ReadPoint], outcome: FileOutcome), size: Int64
  ) throws {
    let outcome = read.outcome
    guard outcome.points == read.points.count else {
      throw Contradiction("\(outcome.points) points counted, \(read.points.count) delivered")
    }
    var last: Int64 = 0
    for finding in outcome.damage + (outcome.tail.map { [$0] } ?? []) {
      guard finding.offset >= last, finding.length >= 0, finding.offset + finding.length <= size
      else { throw Contradiction("a finding out of place in \(size) bytes: \(finding)") }
      last = finding.offset + finding.length
    }
    guard outcome.bytesRead <= size else {
      throw Contradiction("\(outcome.bytesRead) bytes read of \(size)")
    }
  }

  private static func checkOrder(_ points: [ReadPoint], of whole: [ReadPoint]) throws {
    var place = 0
    for point in points {
      while place < whole.count, whole[place] != point { place += 1 }
      if place == whole.count { throw Contradiction("a point that was never written: \(point)") }
      place += 1
    }
  }

  private static func points(
    _ bytes: [UInt8], _ format: BlockLogFormat
  ) throws -> (points: [ReadPoint], outcome: FileOutcome) {
    var reader = BlockLogReader(bytes: bytes, format: format)
    var batch = ScalarBatch()
    var points: [ReadPoint] = []
    var isMore = true
    while isMore {
      isMore = try reader.read(into: &batch)
      for row in 0..<batch.count {
        points.append(
          ReadPoint(
            tag: reader.series[Int(batch.series[row])].tag, step: batch.steps[row],
            wallTime: batch.wallTimes[row].bitPattern, value: batch.values[row].bitPattern))
      }
    }
    return (points, reader.outcome)
  }

  /// The file that an input describes, and the same without damage where the input only writes and
  /// damages.
  ///
  /// A first byte of 0: the rest behind a header. 1: the rest as one record with a good checksum.
  /// Others: a list of operations: 0 a step; 1 a step with a text of some kilobytes; 2 an object in
  /// an object; 3 a bit flipped in what stands there; 4 a byte changed; 5 a cut at the end; 6 zeros
  /// in the place of what stands there.
  static func file(_ input: [UInt8]) -> (bytes: [UInt8], good: [UInt8]?) {
    var cutter = InputCutter(input)
    let kind = cutter.byte()
    if kind == 0 { return (BlockLogWriter.wandb + cutter.piece(1 << 20), nil) }
    var writer = BlockLogWriter()
    if kind == 1 {
      writer.record(cutter.piece(1 << 20))
      return (writer.bytes, nil)
    }
    var damage: [(inout [UInt8]) -> Void] = []
    var step: Int64 = 0
    while !cutter.isEmpty, writer.bytes.count < 1 << 18 {
      let operation = cutter.byte()
      let number = Int(cutter.byte())
      let place = Int(cutter.byte()) << 16 | Int(cutter.byte()) << 8 | number
      step += 1
      switch operation % 7 {
      case 0:
        writer.history(
          step: step, wallTime: "\(step)",
          [BlockLogWriter.item("loss", json: "0.\(number)\(step)")])
      case 1:
        let text = String(repeating: "x", count: 300 * number)
        writer.history(
          step: step, wallTime: "\(step)",
          [
            BlockLogWriter.item("text", json: "\"\(text)\""),
            BlockLogWriter.item("loss", json: "\(number)"),
          ])
      case 2:
        writer.history(
          step: step, wallTime: "\(step)",
          [
            BlockLogWriter.item("a", json: "{\"b\": {\"c\": \(number)}, \"_type\": 1}"),
            BlockLogWriter.item("n", json: "{\"b\": {\"c\": \(number)}}"),
          ])
      case 3:
        damage.append { if !$0.isEmpty { $0[place % $0.count] ^= 1 << (operation >> 5) } }
      case 4:
        damage.append { if !$0.isEmpty { $0[place % $0.count] = operation } }
      case 5: damage.append { $0.removeLast(min(number, $0.count)) }
      default:
        damage.append { bytes in
          for index in 0..<min(number, bytes.count) { bytes[(place + index) % bytes.count] = 0 }
        }
      }
    }
    var bytes = writer.bytes
    for change in damage { change(&bytes) }
    return (bytes, writer.bytes)
  }
}
