import TextFormats

/// What Megatron-LM and NeMo print: fields `name: value` separated by bars, after the number of an
/// iteration.
///
/// Megatron-LM leaves a loss out of its line if its mean is not a number; it is read as NaN. NeMo
/// counts iterations from 0 in every epoch and prints the last validation again and again: there
/// `global_step` is the step, and a validation that was printed before is not read again.
struct MegatronLines {
  private var lastStep: Int64?
  private var plannedSteps: Int64?
  /// The names of losses met so far.
  private var losses: [String] = []
  /// The values of NeMo's last validation.
  private var validation: [String: Double] = [:]
  private var isValidated = false

  private static let ofValidation = Array("validation loss at ".utf8)
  private static let iteration = Array("iteration ".utf8)
  private static let validationBegin = Array("Validation: iteration ".utf8)
  private static let ofTest = Array("test ".utf8)
  private static let epoch = Array("Training epoch ".utf8)

  /// The number of steps that are planned.
  var settings: [JSONValue.Member] {
    plannedSteps.map { [JSONValue.Member(name: "train_iters", value: .number(Double($0)))] } ?? []
  }

  /// Takes note of a line without fields.
  mutating func see(_ line: ArraySlice<UInt8>) {
    if line.place(of: Self.validationBegin) != nil { isValidated = true }
  }

  /// The values of a line; nil if it is not such a line.
  mutating func read(_ line: ArraySlice<UInt8>) -> ConsoleReading? {
    if let place = line.place(of: Self.ofValidation) {
      return evaluation(line[(place + Self.ofValidation.count)...])
    }
    var rest = line
    while let place = rest.place(of: Self.iteration) {
      rest = rest[(place + Self.iteration.count)...]
      guard let digits = ConsoleReading.digits(rest) else { continue }
      var fields = rest[digits.endIndex...]
      var total: ArraySlice<UInt8>?
      if fields.first == UInt8(ascii: "/") {
        total = ConsoleReading.digits(fields.dropFirst())
        fields = fields[(total?.endIndex ?? fields.startIndex)...]
      }
      if fields.first(where: { $0 != 32 }) != UInt8(ascii: "|") { continue }
      return training(digits, of: total, fields, head: line[..<place])
    }
    return nil
  }

  // MARK: Lines

  private mutating func training(
    _ digits: ArraySlice<UInt8>, of total: ArraySlice<UInt8>?, _ text: ArraySlice<UInt8>,
    head: ArraySlice<UInt8>
  ) -> ConsoleReading? {
    var fields = Self.fields(text)
    if fields.isEmpty { return nil }
    guard var step = ConsoleReading.step(digits) else {
      return ConsoleReading(flaw: LoggedValue.noStep)
    }
    if head.place(of: Self.epoch) != nil {
      if let place = fields.firstIndex(where: { $0.name == "global_step" }),
        let count = Int64(exactly: fields[place].value)
      {
        step = count
        fields.remove(at: place)
      }
      leaveOutOldValidation(&fields)
    } else {
      addMissingLosses(&fields)
      plannedSteps = total.flatMap { ConsoleReading.step($0) } ?? plannedSteps
    }
    lastStep = step
    let time = Self.time(in: head)
    return ConsoleReading(
      values: fields.map {
        LoggedValue(tag: $0.name, step: step, wallTime: time, value: $0.value)
      },
      isClosed: Self.isClosed(text))
  }

  private mutating func evaluation(_ text: ArraySlice<UInt8>) -> ConsoleReading? {
    guard let bar = text.firstIndex(of: UInt8(ascii: "|")) else { return nil }
    let when = text[..<bar]
    let fields = Self.fields(text[bar...])
    if fields.isEmpty { return nil }
    var step = lastStep
    if let place = when.place(of: Self.iteration),
      let digits = ConsoleReading.digits(when[(place + Self.iteration.count)...])
    {
      step = ConsoleReading.step(digits)
      if step == nil { return ConsoleReading(flaw: LoggedValue.noStep) }
    }
    guard let step else { return nil }
    let role = when.place(of: Self.ofTest) != nil ? " test" : " validation"
    return ConsoleReading(
      values: fields.map {
        LoggedValue(tag: Self.tag($0.name, role), step: step, value: $0.value)
      },
      isClosed: Self.isClosed(text))
  }

  // MARK: Fields

  private static func fields(_ text: ArraySlice<UInt8>) -> [(name: String, value: Double)] {
    text.split(separator: UInt8(ascii: "|")).compactMap { field in
      guard let colon = field.lastIndex(of: UInt8(ascii: ":")) else { return nil }
      let name = ConsoleReading.trimmed(field[..<colon])
      guard !name.isEmpty, let value = Double(ConsoleReading.trimmed(field[(colon + 1)...])) else {
        return nil
      }
      return (name, value)
    }
  }

  private static func isClosed(_ text: ArraySlice<UInt8>) -> Bool {
    text.last { $0 != 32 } == UInt8(ascii: "|")
  }

  /// Adds NaN for each loss that is missing though iterations were made.
  private mutating func addMissingLosses(_ fields: inout [(name: String, value: Double)]) {
    func count(_ what: String) -> Double? {
      fields.first { $0.name == "number of \(what) iterations" }?.value
    }
    for field in fields
    where field.name.hasSuffix(" loss") && !losses.contains(field.name) && losses.count < 100 {
      losses.append(field.name)
    }
    // If all iterations were skipped, there is no loss.
    guard let skipped = count("skipped"), skipped == 0 || count("nan") ?? 0 > 0 else { return }
    let missing = losses.filter { name in !fields.contains { $0.name == name } }
    fields += missing.map { ($0, .nan) }
  }

  private mutating func leaveOutOldValidation(_ fields: inout [(name: String, value: Double)]) {
    fields.removeAll { field in
      guard field.name.hasPrefix("val") else { return false }
      let isOld = !isValidated && validation[field.name]?.bitPattern == field.value.bitPattern
      validation[field.name] = field.value
      return isOld
    }
    isValidated = false
  }

  /// The name that Megatron-LM gives a validation's value in TensorBoard.
  private static func tag(_ name: String, _ role: String) -> String {
    for (ending, tag) in [(" value", ""), (" PPL", " ppl")] where name.hasSuffix(ending) {
      return name.dropLast(ending.count) + role + tag
    }
    return name + role
  }

  /// The wall time in brackets at the beginning of a line, which may have other brackets; NaN if
  /// there is none.
  private static func time(in head: ArraySlice<UInt8>) -> Double {
    for part in head.split(separator: UInt8(ascii: "[")).dropFirst(head.first == 91 ? 0 : 1) {
      let text = String(decoding: part.prefix { $0 != UInt8(ascii: "]") }, as: UTF8.self)
      if let time = secondsOfISO8601(text) { return time }
    }
    return .nan
  }
}
