import TextFormats

/// What Transformers' Trainer prints: one object per log, and progress bars.
///
///      17%|█▋        | 20/120 [00:00<00:00, 451.82it/s]
///     {'loss': 1.2034, 'learning_rate': 5e-05, 'epoch': 0.1}
///      18%|█▊        | 21/120 [00:00<00:00, 451.82it/s]
///
/// The objects name no step. Trainer draws its bar again after each object: that bar shows the
/// step. Without bars, a step is the number of the objects with a training loss so far.
struct TrainerLines {
  /// A progress bar as tqdm draws it, without a description.
  private struct Bar {
    var step: Int64
    var total: Int64
  }

  /// An object that waits for its step.
  private struct Held {
    var numbers: [(name: String, value: Double)]
    var hasLoss: Bool
  }

  private var held: Held?
  /// Whether nothing has come after the held object yet.
  private var isNext = false
  private var losses: Int64 = 0
  private var stepOfLoss: Int64 = 0
  /// The bar of the training, as it was drawn last.
  private var training: Bar? { didSet { isDrawn = true } }
  /// Whether that bar was drawn since an object came without a bar after it.
  private var isDrawn = false
  /// The first bar: before the first training loss, it is taken for that of the training.
  private var first: Bar?

  /// The number of steps that are planned.
  var settings: [JSONValue.Member] {
    training.map { [JSONValue.Member(name: "max_steps", value: .number(Double($0.total)))] } ?? []
  }

  /// The values whose step is known now; nil if a part of a line is neither an object of Trainer
  /// nor its bar.
  mutating func read(_ part: ArraySlice<UInt8>) -> ConsoleReading? {
    if part.allSatisfy({ $0 == 32 }) { return nil }
    if let place = part.place(of: Self.brace), let object = PythonObject(part[(place + 1)...]) {
      guard case .whole(let numbers) = object else { return .cut }
      let earlier = release()
      hold(numbers)
      return ConsoleReading(values: earlier)
    }
    defer { isNext = false }
    guard let bar = Self.bar(part) else { return nil }
    let values = see(bar)
    return values.isEmpty ? nil : ConsoleReading(values: values)
  }

  private static let brace = Array("{'".utf8)

  private mutating func hold(_ numbers: [(name: String, value: Double)]) {
    let hasLoss = numbers.contains { $0.name == "loss" }
    if hasLoss { losses += 1 }
    held = Held(numbers: numbers, hasLoss: hasLoss)
    isNext = true
  }

  /// The values of the object that waits, if a bar shows its step.
  private mutating func see(_ bar: Bar) -> [LoggedValue] {
    if held?.hasLoss == true, isNext, bar.step > 0 {
      // A bar with another total belongs to a resumed training.
      training = bar
      return release(at: bar.step)
    }
    if let training {
      if training.total != bar.total { return [] }
      self.training = bar
      return release(at: bar.step)
    }
    first = first ?? bar
    return isNext && losses == 0 && first?.total == bar.total ? release(at: bar.step) : []
  }

  /// The values of the object that waits for its step; there is no bar after it.
  mutating func release() -> [LoggedValue] {
    guard let held else { return [] }
    guard let bar = training else { return release(at: losses) }
    // The bar drawn before it may belong to the previous loss.
    let step = isDrawn ? bar.step : stepOfLoss
    isDrawn = false
    return release(at: held.hasLoss && step == stepOfLoss && step < .max ? step + 1 : step)
  }

  private mutating func release(at step: Int64) -> [LoggedValue] {
    guard let held else { return [] }
    if held.hasLoss { stepOfLoss = step }
    self.held = nil
    return held.numbers.map {
      LoggedValue(tag: TrainerHistory.tag($0.name), step: step, value: $0.value)
    }
  }

  /// A bar that begins with its percentage; nil if the part of a line is not such a bar.
  private static func bar(_ part: ArraySlice<UInt8>) -> Bar? {
    guard let percent = ConsoleReading.digits(part) else { return nil }
    let drawing = part[percent.endIndex...]
    guard drawing.starts(with: [UInt8(ascii: "%"), UInt8(ascii: "|")]),
      let end = drawing.dropFirst(2).firstIndex(of: UInt8(ascii: "|")),
      let done = ConsoleReading.digits(drawing[(end + 1)...])
    else { return nil }
    let rest = drawing[done.endIndex...]
    guard rest.first == UInt8(ascii: "/"), let all = ConsoleReading.digits(rest.dropFirst()),
      rest[all.endIndex...].starts(with: [32, UInt8(ascii: "[")]),
      let step = ConsoleReading.step(done), let total = ConsoleReading.step(all)
    else { return nil }
    return Bar(step: step, total: total)
  }
}
