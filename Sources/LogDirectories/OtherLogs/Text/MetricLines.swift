import EventFiles
import TextFormats

/// A log of metrics as JSON Lines: one object per line.
///
///     {"step": 10, "loss": 2.31, "info": {"lr": 0.001}}
///
/// A line that is not an object is left out and reported, except the last line of a log that is
/// still being written.
struct MetricLines: TextDecoder {
  /// What one line says.
  struct Record: Equatable {
    /// The step of its numbers.
    var step: Int64
    /// Seconds since the Unix epoch; NaN if the line does not say.
    var wallTime: Double
    /// Its other numbers by name; names within objects are appended to the objects' names with `/`.
    var numbers: [(name: String, value: Double)]

    /// Whether both are equal; NaN equals NaN here.
    static func == (a: Record, b: Record) -> Bool {
      a.step == b.step && a.wallTime.bitPattern == b.wallTime.bitPattern
        && a.numbers.elementsEqual(b.numbers) {
          $0.name == $1.name && $0.value.bitPattern == $1.value.bitPattern
        }
    }

    /// The number with a name; nil if there is none.
    subscript(name: String) -> Double? { numbers.last { $0.name == name }?.value }
  }

  /// What a line came to.
  private enum Reading {
    case record(Record)
    case nothing
    case flawed(String)
  }

  private let time: String
  private let isLeftOut: (String) -> Bool
  private let settingNames: [String]
  private var correct: (inout Record) -> Void
  private var number = 0
  private(set) var isOne = false
  private(set) var settings: [JSONValue.Member] = []

  /// Reads a log whose number `time` is the wall time, without the numbers that are left out.
  ///
  /// - Parameters:
  ///   - time: The name of the wall time.
  ///   - settingNames: The numbers that are settings of the run; the first of each name counts.
  ///   - isLeftOut: Given the name of a number, returns whether it is not a measurement.
  ///   - correct: Changes a record in view of those before it.
  init(
    time: String = "wall_time", settings settingNames: [String] = [],
    leavingOut isLeftOut: @escaping (String) -> Bool = { _ in false },
    correct: @escaping (inout Record) -> Void = { _ in }
  ) {
    self.time = time
    self.isLeftOut = isLeftOut
    self.settingNames = settingNames
    self.correct = correct
  }

  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> TextStep {
    guard let line = try text.line() else { return .end }
    number += 1
    if line.isTooLong { return .leftOut("line \(number): \(LoggedValue.tooLong)") }
    if text.bytes[line.range].first == 0 { return hole(line, &text) }
    switch read(text.bytes[line.range]) {
    case .nothing: return .nothing
    case .flawed(let flaw):
      // The last line may still be incomplete.
      return line.hasEnd ? .leftOut("line \(number): \(flaw)") : .cut(nil)
    case .record(var record):
      isOne = true
      correct(&record)
      takeSettings(&record)
      return .values(
        record.numbers.compactMap {
          isLeftOut($0.name)
            ? nil
            : LoggedValue(
              tag: $0.name, step: record.step, wallTime: record.wallTime, value: $0.value)
        })
    }
  }

  /// Moves the run's settings out of a record.
  private mutating func takeSettings(_ record: inout Record) {
    for name in settingNames {
      guard let value = record[name] else { continue }
      record.numbers.removeAll { $0.name == name }
      if settings.contains(where: { $0.name == name }) { continue }
      settings.append(JSONValue.Member(name: name, value: .number(value)))
    }
  }

  /// Skips the zero bytes at the beginning of a line; the rest is read again as a line of its own.
  private mutating func hole(_ line: TextWindow.Line, _ text: inout TextWindow) -> TextStep {
    let end = text.bytes[line.range].firstIndex { $0 != 0 } ?? line.range.upperBound
    text.back(to: end)
    number -= 1
    return .hole("line \(number + 1)")
  }

  private func read(_ line: ArraySlice<UInt8>) -> Reading {
    if line.allSatisfy({ $0 <= 32 }) { return .nothing }
    guard let value = try? JSONReader.read(line), value.members != nil else {
      return .flawed("it is not a JSON object")
    }
    var numbers: [(name: String, value: Double)] = []
    Self.flatten(value, below: "", to: &numbers)
    guard let place = StepNames.place(in: numbers.lazy.map(\.name)) else { return .nothing }
    guard let step = Int64(exactly: numbers[place].value) else {
      return .flawed(LoggedValue.noStep)
    }
    numbers.remove(at: place)
    var wallTime = Double.nan
    if let place = numbers.firstIndex(where: { $0.name == time }) {
      wallTime = numbers.remove(at: place).value
    }
    return .record(Record(step: step, wallTime: wallTime, numbers: numbers))
  }

  private static func flatten(
    _ value: JSONValue, below name: String, to numbers: inout [(name: String, value: Double)]
  ) {
    if let number = value.number {
      numbers.append((name, number))
    } else if let members = value.members {
      for member in members {
        flatten(
          member.value, below: name.isEmpty ? member.name : name + "/" + member.name, to: &numbers)
      }
    }
  }
}
