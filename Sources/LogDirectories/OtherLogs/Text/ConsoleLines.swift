import EventFiles
import TextFormats

/// The lines that trainers print while they train, among the other output of a program.
///
///     {'loss': 1.2034, 'grad_norm': 0.8, 'learning_rate': 5e-05, 'epoch': 0.1}          Transformers' Trainer
///     iteration  100/ 5000 | learning rate: 1.5E-04 | lm loss: 2.3E+00 | grad norm: 1.2 |     Megatron-LM
///     validation loss at iteration 100 | lm loss value: 2.2E+00 | lm loss PPL: 9.0E+00 |      Megatron-LM
///     Training epoch 0, iteration 7/999 | global_step: 7 | reduced_train_loss: 5.25           NeMo
///     Step 1 | loss:1.203 lr:2e-05 tokens_per_second_per_gpu:123.4                            torchtune
///
/// Other lines are ignored; a line that begins like one of these and cannot be read is reported. A
/// progress bar may come before it on the same line, with or without a carriage return between.
struct ConsoleLines: TextDecoder {
  private(set) var isOne = false
  private var number = 0
  private var trainer = TrainerLines()
  private var megatron = MegatronLines()
  /// Values that were read and not returned yet.
  private var ready: [LoggedValue] = []

  var settings: [JSONValue.Member] { trainer.settings + megatron.settings }

  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> TextStep {
    guard let line = try text.line() else {
      let rest = takeReady() + trainer.release()
      return rest.isEmpty ? .end : .values(rest)
    }
    number += 1
    if line.isTooLong { return .leftOut("line \(number): \(LoggedValue.tooLong)") }
    let parts = text.bytes[line.range].split(separator: 13)
    for (place, part) in parts.enumerated() {
      guard let reading = read(part) else { continue }
      isOne = isOne || reading.values != nil
      let isLast = place == parts.count - 1
      // In a line that does not end, or that a progress bar cut, the last number may be cut.
      if !reading.isClosed, !(isLast && line.hasEnd) {
        if isLast { return .cut(nil) }
        return .leftOut("line \(number): \(ConsoleReading.cut.flaw)")
      }
      guard let values = reading.values else { return .leftOut("line \(number): \(reading.flaw)") }
      ready += values
    }
    let found = takeReady()
    return found.isEmpty ? .nothing : .values(found)
  }

  private mutating func takeReady() -> [LoggedValue] {
    defer { ready = [] }
    return ready
  }

  private mutating func read(_ part: ArraySlice<UInt8>) -> ConsoleReading? {
    if let reading = trainer.read(part) { return reading }
    if part.firstIndex(of: UInt8(ascii: "|")) == nil {
      megatron.see(part)
      return nil
    }
    return megatron.read(part) ?? TorchtuneLines.read(part)
  }
}

/// The result of reading a line that a trainer printed.
struct ConsoleReading {
  /// The values; nil if it should have some and cannot be read.
  var values: [LoggedValue]?
  /// What is wrong with a line that cannot be read.
  var flaw = ""
  /// Whether its end shows that nothing of it is missing.
  var isClosed = true

  static let cut = ConsoleReading(flaw: "it is cut short", isClosed: false)

  /// The whole number in front of other bytes, after blanks; nil if something else comes first.
  static func digits(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let digits = text.drop { $0 == 32 }.prefix { $0 &- 48 < 10 }
    return digits.isEmpty ? nil : digits
  }

  /// A number that fits into 64 bits.
  static func step(_ digits: ArraySlice<UInt8>) -> Int64? {
    Int64(String(decoding: digits, as: UTF8.self))
  }

  /// The text without blanks around it.
  static func trimmed(_ text: ArraySlice<UInt8>) -> String {
    CSVCells.withoutBlanks(LogPath.escaped(text.span))
  }
}

/// What torchtune's loggers write: `Step 1 | loss:1.203 lr:2e-05 `, on a console after a progress
/// bar.
enum TorchtuneLines {
  private static let word = Array("Step ".utf8)

  /// The values of a line; nil if it is not such a line.
  static func read(_ line: ArraySlice<UInt8>) -> ConsoleReading? {
    var rest = line
    while let place = rest.place(of: word) {
      rest = rest[(place + word.count)...]
      guard let digits = ConsoleReading.digits(rest) else { continue }
      let fields = rest[digits.endIndex...]
      if fields.starts(with: [32, UInt8(ascii: "|")]) { return read(digits, fields.dropFirst(2)) }
    }
    return nil
  }

  private static func read(
    _ digits: ArraySlice<UInt8>, _ fields: ArraySlice<UInt8>
  ) -> ConsoleReading? {
    let values = fields.split(separator: 32).compactMap { field -> (tag: String, value: Double)? in
      guard let colon = field.lastIndex(of: UInt8(ascii: ":")), colon > field.startIndex,
        let value = Double(ConsoleReading.trimmed(field[(colon + 1)...]))
      else { return nil }
      let tag = field[..<colon]
      return (LogPath.escaped(tag.span), value)
    }
    if values.isEmpty { return nil }
    guard let step = ConsoleReading.step(digits) else {
      return ConsoleReading(flaw: LoggedValue.noStep)
    }
    return ConsoleReading(
      values: values.map { LoggedValue(tag: $0.tag, step: step, value: $0.value) }, isClosed: false)
  }
}
