import EventFiles
import TextFormats

/// What trainers print while they train, among all else that a program prints.
///
///     {'loss': 1.2034, 'grad_norm': 0.8, 'learning_rate': 5e-05, 'epoch': 0.1}          Transformers' Trainer
///     iteration  100/ 5000 | learning rate: 1.5E-04 | lm loss: 2.3E+00 | grad norm: 1.2 |     Megatron-LM, NeMo
///     validation loss at iteration 100 | lm loss value: 2.2E+00 | lm loss PPL: 9.0E+00 |      Megatron-LM
///     Step 1 | loss:1.203 lr:2e-05 tokens_per_second_per_gpu:123.4                            torchtune
///
/// Lines of Transformers name no step: there a step is the number of the line that tells a training loss, and an
/// evaluation has that of the line before it. Lines that are none of these say nothing; one that begins so and
/// cannot be read is told.
struct ConsoleLines: TextDecoder {
  private(set) var isOne = false
  private var number = 0
  /// How many lines of Transformers have contained a training loss.
  private var losses: Int64 = 0

  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> TextStep {
    guard let line = try text.line() else { return .end }
    number += 1
    if line.isTooLong { return .leftOut("line \(number): \(LoggedValue.tooLong)") }
    var found: [LoggedValue] = []
    // Progress bars end in a carriage return.
    for part in text.bytes[line.range].split(separator: 13) {
      guard let reading = read(part) else { continue }
      // In an unfinished line, the last number may be cut.
      if !line.hasEnd, !Self.isClosed(part) { return .cut(nil) }
      guard let values = reading.values else {
        return .leftOut("line \(number): \(reading.flaw)")
      }
      found += values
    }
    if found.isEmpty { return .nothing }
    isOne = true
    return .values(found)
  }

  private static func isClosed(_ line: ArraySlice<UInt8>) -> Bool {
    let last = line.last { $0 != 32 }
    return last == UInt8(ascii: "}") || last == UInt8(ascii: "|")
  }

  /// Values, or what is wrong with a line that should have some.
  private struct Reading {
    var values: [LoggedValue]?
    var flaw = ""
  }

  private mutating func read(_ line: ArraySlice<UInt8>) -> Reading? {
    if let place = line.place(of: Self.brace) { return trainer(line[(place + 1)...]) }
    guard let bar = line.firstIndex(of: UInt8(ascii: "|")) else { return nil }
    let head = line[..<bar]
    if let place = head.place(of: Self.validation) {
      return megatron(head[(place + Self.validation.count)...], line[bar...], isValidation: true)
    }
    if let place = head.place(of: Self.iteration) {
      var reading = megatron(
        head[(place + Self.iteration.count)...], line[bar...], isValidation: false)
      let time = Self.time(in: head)
      for index in reading?.values?.indices ?? 0..<0 { reading?.values?[index].wallTime = time }
      return reading
    }
    return head.starts(with: Self.step)
      ? torchtune(head.dropFirst(Self.step.count), line[bar...]) : nil
  }

  private static let brace = Array("{'".utf8)
  private static let validation = Array("validation loss at iteration ".utf8)
  private static let iteration = Array("iteration ".utf8)
  private static let step = Array("Step ".utf8)

  // MARK: Transformers

  /// An object as Python prints it, from its first key on; nil if it has no epoch, which Trainer's
  /// objects have.
  private mutating func trainer(_ text: ArraySlice<UInt8>) -> Reading? {
    var scanner = ConsoleScanner(text)
    var numbers: [(name: String, value: Double)] = []
    repeat {
      scanner.skipBlanks()
      guard let name = scanner.quoted(), scanner.take(UInt8(ascii: ":")) else {
        return cut(behind: numbers)
      }
      scanner.skipBlanks()
      guard let value = scanner.quoted() ?? scanner.word() else { return cut(behind: numbers) }
      if let number = Double(value) { numbers.append((name, number)) }
    } while scanner.take(UInt8(ascii: ","))
    guard numbers.contains(where: { $0.name == "epoch" }), numbers.count > 1 else { return nil }
    if !scanner.take(UInt8(ascii: "}")) { return Self.cut }
    if numbers.contains(where: { $0.name == "loss" }) { losses += 1 }
    return Reading(
      values: numbers.map {
        LoggedValue(tag: TrainerHistory.tag($0.name), step: losses, value: $0.value)
      })
  }

  private static let cut = Reading(flaw: "it is cut short")

  /// An object that ends within a key or a value; nil if nothing shows that it is Trainer's.
  private func cut(behind numbers: [(name: String, value: Double)]) -> Reading? {
    let names = ["loss", "eval_loss", "epoch"]
    return numbers.contains { names.contains($0.name) } ? Self.cut : nil
  }

  // MARK: Megatron

  /// Fields `name: value` separated by bars, after the number of an iteration.
  private func megatron(
    _ head: ArraySlice<UInt8>, _ fields: ArraySlice<UInt8>, isValidation: Bool
  ) -> Reading? {
    guard let step = Self.wholeNumber(head) else { return nil }
    guard let step = Int64(step) else { return Reading(flaw: LoggedValue.noStep) }
    let values = fields.split(separator: UInt8(ascii: "|")).compactMap { field -> LoggedValue? in
      guard let colon = field.lastIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = Self.trimmed(field[..<colon])
      guard !name.isEmpty, let value = Double(Self.trimmed(field[(colon + 1)...])) else {
        return nil
      }
      return LoggedValue(
        tag: isValidation ? Self.validationTag(name) : name, step: step, value: value)
    }
    return values.isEmpty ? nil : Reading(values: values)
  }

  /// The name that Megatron gives a validation's value in TensorBoard.
  private static func validationTag(_ name: String) -> String {
    for (ending, tag) in [(" value", " validation"), (" PPL", " validation ppl")]
    where name.hasSuffix(ending) {
      return name.dropLast(ending.count) + tag
    }
    return name + " validation"
  }

  /// The wall time in brackets at the beginning of a line; NaN if there is none.
  private static func time(in head: ArraySlice<UInt8>) -> Double {
    guard let start = head.firstIndex(of: UInt8(ascii: "[")),
      let end = head[start...].firstIndex(of: UInt8(ascii: "]"))
    else { return .nan }
    return secondsOfISO8601(String(decoding: head[(start + 1)..<end], as: UTF8.self)) ?? .nan
  }

  // MARK: torchtune

  /// Fields `name:value` parted by blanks.
  private func torchtune(_ head: ArraySlice<UInt8>, _ fields: ArraySlice<UInt8>) -> Reading? {
    guard let step = Self.wholeNumber(head) else { return nil }
    guard let step = Int64(step) else { return Reading(flaw: LoggedValue.noStep) }
    let values = fields.dropFirst().split(separator: 32).compactMap { field -> LoggedValue? in
      guard let colon = field.lastIndex(of: UInt8(ascii: ":")), colon > field.startIndex,
        let value = Double(Self.trimmed(field[(colon + 1)...]))
      else { return nil }
      return LoggedValue(tag: LogPath.escaped(field[..<colon]), step: step, value: value)
    }
    return values.isEmpty ? nil : Reading(values: values)
  }

  // MARK: Words

  /// The digits at the beginning, after blanks; nil if something else comes first.
  private static func wholeNumber(_ text: ArraySlice<UInt8>) -> String? {
    let digits = text.drop { $0 == 32 }.prefix { $0 &- 48 < 10 }
    return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> String {
    CSVCells.withoutBlanks(LogPath.escaped(text))
  }
}

/// Reads an object as Python prints it.
private struct ConsoleScanner {
  private var rest: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>) { rest = text }

  mutating func skipBlanks() { rest = rest.drop { $0 == 32 } }

  /// Whether the next byte is this one; if so, it is skipped.
  mutating func take(_ byte: UInt8) -> Bool {
    if rest.first != byte { return false }
    rest.removeFirst()
    return true
  }

  /// The next text in single quotes; nil if something else comes next.
  mutating func quoted() -> String? {
    let quote = UInt8(ascii: "'")
    guard rest.first == quote, let end = rest.dropFirst().firstIndex(of: quote) else { return nil }
    defer { rest = rest[(end + 1)...] }
    return LogPath.escaped(rest[(rest.startIndex + 1)..<end])
  }

  /// The bytes up to the end of a value; nil if there are none.
  mutating func word() -> String? {
    let word = rest.prefix { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
    rest = rest[word.endIndex...]
    return word.isEmpty ? nil : LogPath.escaped(word)
  }
}
