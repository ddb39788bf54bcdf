import TextFormats

/// A log of metrics as JSON Lines: an object a line.
///
///     {"step": 10, "loss": 2.31, "info": {"lr": 0.001}}
///
/// A line that is no object is left out and told, but for the last one of a log that is being written.
enum MetricLines {
  /// What one line says.
  struct Record: Equatable {
    /// The step of its numbers.
    var step: Int64
    /// Seconds since the Unix epoch; NaN where the line does not say.
    var wallTime: Double
    /// Its other numbers by name; names within objects follow those of the objects, parted by `/`.
    var numbers: [(name: String, value: Double)]
    /// What is wrong with the line, which is left out; nil where nothing is.
    var flaw: String?

    /// Whether both say the same, a NaN for a NaN.
    static func == (a: Record, b: Record) -> Bool {
      a.step == b.step && a.wallTime.bitPattern == b.wallTime.bitPattern
        && a.numbers.elementsEqual(b.numbers) {
          $0.name == $1.name && $0.value.bitPattern == $1.value.bitPattern
        }
    }

    /// The number of a name; nil where there is none.
    subscript(name: String) -> Double? { numbers.last { $0.name == name }?.value }
  }

  /// Whether the first character of a log is the beginning of an object, white space aside.
  static func isBegun(by bytes: [UInt8]) -> Bool {
    bytes.first { $0 > 32 } == UInt8(ascii: "{")
  }

  /// The lines that tell a step, in order; `time` is the name of the wall time.
  static func records(_ bytes: [UInt8], time: String = "wall_time") -> [Record] {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      if line.allSatisfy({ $0 <= 32 }) { return nil }
      guard let value = try? JSONReader.read(line), value.members != nil else {
        // The last line may be on its way.
        return index == lines.count - 1 ? nil : flawed(index, "it is no JSON object")
      }
      var numbers: [(name: String, value: Double)] = []
      flatten(value, below: "", to: &numbers)
      guard let place = StepNames.place(in: numbers.map(\.name)) else { return nil }
      guard let step = Int64(exactly: numbers[place].value) else {
        return flawed(index, LoggedValue.noStep)
      }
      numbers.remove(at: place)
      var wallTime = Double.nan
      if let place = numbers.firstIndex(where: { $0.name == time }) {
        wallTime = numbers.remove(at: place).value
      }
      return Record(step: step, wallTime: wallTime, numbers: numbers)
    }
  }

  private static func flawed(_ index: Int, _ flaw: String) -> Record {
    Record(step: 0, wallTime: .nan, numbers: [], flaw: "line \(index + 1): \(flaw)")
  }

  /// The values of records, without those whose names are to be left out; nil where there is no record.
  static func rows(
    _ records: [Record], leavingOut isLeftOut: (String) -> Bool = { _ in false }
  ) -> [LoggedValue]? {
    if records.allSatisfy({ $0.flaw != nil }) { return nil }
    return records.flatMap { record in
      if let flaw = record.flaw { return [LoggedValue.leftOut(flaw)] }
      return record.numbers.filter { !isLeftOut($0.name) }.map {
        LoggedValue(tag: $0.name, step: record.step, wallTime: record.wallTime, value: $0.value)
      }
    }
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
