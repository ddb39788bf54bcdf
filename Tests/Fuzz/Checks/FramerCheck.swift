import EventFiles
import TestSupport

/// Reads damaged streams of records and checks the findings.
public enum FramerCheck {
  /// Reads the file that `input` describes; see ``file(_:)``.
  ///
  /// Checked: points are counted as delivered; findings lie within the file, in order, apart from
  /// each other; a file without a finding is a series of good records from end to end; cutting the
  /// file and reading it anew finds the same points up to the cut; reading it in ranges on several
  /// threads is reading it; and a file without damage has the same points if payloads are not
  /// verified and images skipped.
  public static func run(_ input: [UInt8]) throws {
    let bytes = file(input)
    let whole = try ReadFile(bytes)
    try checkOutcome(whole, size: Int64(bytes.count))
    var unverified = ReadingOptions()
    unverified.verifiesPayloads = false
    let skimmed = try ReadFile(bytes, options: unverified)
    let isGood = whole.outcome.damage.isEmpty && whole.outcome.tail == nil
    if isGood, whole.outcome.compression == .none, skimmed.points != whole.points {
      throw Contradiction("\(whole.points.count) points, \(skimmed.points.count) unverified")
    }
    try checkRanges(bytes, whole)
    var stopping = ReadingOptions()
    stopping.resynchronises = false
    let stopped = try ReadFile(bytes, options: stopping)
    guard whole.points.starts(with: stopped.points) else {
      throw Contradiction("reading that stops at damage gives other points than reading on")
    }
  }

  private static func checkRanges(_ bytes: [UInt8], _ whole: ReadFile) throws {
    for (threads, size) in [(2, Int64(300)), (3, 2_100)] {
      var options = ReadingOptions()
      options.threads = threads
      options.rangeSize = size
      let split = try ReadFile(bytes, options: options)
      let (one, other) = (whole.outcome, split.outcome)
      guard split.points == whole.points, split.marks == whole.marks,
        one.records == other.records, one.events == other.events,
        one.bytesRead == other.bytesRead, one.remarks == other.remarks,
        "\(one.damage) \(one.tail as Any)" == "\(other.damage) \(other.tail as Any)"
      else { throw Contradiction("in ranges of \(size): \(other), in one go: \(one)") }
    }
  }

  private static func checkOutcome(_ file: ReadFile, size: Int64) throws {
    let outcome = file.outcome
    guard outcome.points == file.points.count else {
      throw Contradiction("\(outcome.points) points counted, \(file.points.count) delivered")
    }
    if outcome.compression != .none { return }
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

  /// The file that an input describes.
  ///
  /// An even first byte: the rest as it is. An odd one: a list of operations, since chance makes no
  /// good checksum: 0 a record around the next bytes; 1 a scalar; 2 zero bytes; 3 bytes as they
  /// are; 4 a header that claims any length; 5 a bit flipped in what stands there; 6 a cut; 7 a
  /// record in a record. A scalar of a high number is forty of them, a record in a record of a high
  /// number an image.
  static func file(_ input: [UInt8]) -> [UInt8] {
    var cutter = InputCutter(input)
    guard cutter.byte() & 1 == 1 else { return cutter.piece(1 << 20) }
    var bytes: [UInt8] = []
    while !cutter.isEmpty, bytes.count < 1 << 16 {
      let operation = cutter.byte()
      let size = Int(cutter.byte())
      switch operation & 7 {
      case 0: bytes += EventFileWriter.record(cutter.piece(size))
      case 1: for number in 0..<(size < 192 ? 1 : 40) { bytes += scalar(size + number) }
      case 2: bytes += [UInt8](repeating: 0, count: size)
      case 3: bytes += cutter.piece(size)
      case 4: bytes += EventFileWriter.header(claim(size, &cutter))
      case 5:
        let place = size << 8 | Int(cutter.byte())
        if !bytes.isEmpty { bytes[place % bytes.count] ^= 1 << (operation >> 5) }
      case 6: bytes.removeLast(min(size, bytes.count))
      case 7 where size >= 192: bytes += image(20 * size)
      default:
        let inner = ProtobufMessage.event(step: 1) { $0.field(900, scalar(size)) }
        bytes += EventFileWriter.record(inner.bytes)
      }
    }
    return bytes
  }

  private static func scalar(_ number: Int) -> [UInt8] {
    EventFileWriter.record(
      ProtobufMessage.summary(
        step: Int64(number), [.simple("tag \(number & 3)", Float(number))]
      ).bytes)
  }

  private static func image(_ size: Int) -> [UInt8] {
    let content = [UInt8](repeating: UInt8(truncatingIfNeeded: size), count: size)
    let value = ProtobufMessage {
      $0.field(1, Array("image".utf8))
      $0.field(4, content)
    }
    let event = ProtobufMessage.summary(step: Int64(size), [value, .simple("tag 1", 1)])
    return EventFileWriter.record(event.bytes)
      + EventFileWriter.record(ProtobufMessage.summary(step: Int64(size), [value]).bytes)
  }

  private static func claim(_ shift: Int, _ cutter: inout InputCutter) -> UInt64 {
    let digits = UInt64(cutter.byte()) << 8 | UInt64(cutter.byte())
    return digits << UInt64(shift & 63) &- UInt64(shift >> 6)
  }
}
