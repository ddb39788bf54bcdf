import EventFiles
import TestSupport

/// Compares any fast path of the decoder with the plain one, on payloads of any bytes.
public enum DecoderCheck {
  /// Reads the events that `input` describes twice: unchanged, and each with an unknown field
  /// before it.
  ///
  /// In protobuf an unknown field changes nothing. But no event then looks like the one before, so
  /// that any code that recognizes events by their bytes must leave them to the plain decoder.
  public static func run(_ input: [UInt8]) throws {
    let payloads = payloads(input)
    var plain = EventFileWriter(version: nil)
    var disguised = EventFileWriter(version: nil)
    for (number, payload) in payloads.enumerated() {
      plain.record(payload)
      let disguise = ProtobufMessage { $0.number(1_000, UInt64(number)) }
      disguised.record(disguise.bytes + payload)
    }
    try compare(plain.bytes, disguised.bytes, ReadingOptions())
    var options = ReadingOptions()
    options.takesAllTensors = true
    options.keepsInvalidTags = true
    options.selectsTag = { $0.utf8.count % 3 != 2 }
    try compare(plain.bytes, disguised.bytes, options)
  }

  private static func compare(
    _ plain: [UInt8], _ disguised: [UInt8], _ options: ReadingOptions
  ) throws {
    let first = try ReadFile(plain, options: options)
    let second = try ReadFile(disguised, options: options)
    if first.points != second.points {
      let place = zip(first.points, second.points).enumerated().first { $1.0 != $1.1 }
      throw Contradiction(
        "points differ: \(first.points.count) and \(second.points.count), \(place as Any)")
    }
    guard first.outcome.events == second.outcome.events, first.marks == second.marks,
      first.outcome.remarks == second.outcome.remarks,
      first.outcome.otherEvents == second.outcome.otherEvents,
      first.outcome.damageCounts == second.outcome.damageCounts
    else {
      throw Contradiction("outcomes differ: \(first.outcome) and \(second.outcome)")
    }
  }

  /// The payloads that an input describes.
  ///
  /// Operations: 0 the next bytes; 1 a scalar of TensorFlow 1; 2 one of TensorFlow 2; 3 a double in
  /// `tensor_content`; 4 the payload before with some bytes changed; 5 the one before with bytes
  /// put in; 6 the payload before last again; 7 two values in one event.
  static func payloads(_ input: [UInt8]) -> [[UInt8]] {
    var cutter = InputCutter(input)
    var payloads: [[UInt8]] = [[]]
    while !cutter.isEmpty, payloads.count < 200 {
      let operation = cutter.byte()
      let argument = Int(cutter.byte())
      let last = payloads[payloads.count - 1]
      switch operation & 7 {
      case 0: payloads.append(cutter.piece(argument))
      case 1, 2, 3, 7: payloads.append(event(operation & 7, argument, &cutter))
      case 4:
        var changed = last
        for _ in 0...(argument & 3) where !changed.isEmpty {
          let place = Int(cutter.byte())
          changed[place % changed.count] = cutter.byte()
        }
        payloads.append(changed)
      case 5:
        var changed = last
        let place = Int(cutter.byte()) % (last.count + 1)
        changed.insert(contentsOf: cutter.piece(argument & 31), at: place)
        payloads.append(changed)
      default: payloads.append(payloads[max(0, payloads.count - 2)])
      }
    }
    return payloads
  }

  private static func event(
    _ kind: UInt8, _ argument: Int, _ cutter: inout InputCutter
  ) -> [UInt8] {
    let digits = cutter.piece(9)
    let bits = digits.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let step = Int64(bitPattern: bits >> UInt64(argument & 63))
    let tag = "train/loss \(argument >> 6)"
    let float = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
    let value: ProtobufMessage =
      switch kind {
      case 2: .tensorValue(tag, .tensor(float))
      case 3: .tensorValue(tag, .tensor(type: 2) { $0.field(4, digits.prefix(8)) })
      default: .simple(tag, float)
      }
    let values = kind == 7 ? [value, .simple("other", float)] : [value]
    return ProtobufMessage.summary(step: step, wallTime: Double(bits >> 20), values).bytes
  }
}
