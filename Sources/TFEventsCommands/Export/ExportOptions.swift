import Arguments
import Reports
import Statistics

/// The options of `export`, apart from those that choose runs and tags.
enum ExportOptions {
  /// The tool whose table format is used.
  enum Likeness: String, CaseIterable, Sendable { case tensorboard, tbparse }

  /// How wall times are written.
  enum TimeFormat: String, CaseIterable, Sendable { case seconds, iso }

  static let format = Option<PointFormat?>.optional(
    "format", short: "f", "F", .choice, shows: "by the suffix of -o, else csv",
    help: PointFormat.allCases.map(\.rawValue).joined(separator: ", "))
  static let wide = Option<Bool>.flag("wide", help: "Write one row per step and one column per tag")
  static let like = Option<Likeness?>.optional(
    "like", "TOOL", .choice, help: "Write another tool's table: tensorboard or tbparse")
  static let columns = Option<[PointColumn]>.value(
    "columns", "LIST", .list(of: .extraColumn), default: [], shows: nil,
    help: "Add file, offset, segment, superseded, dtype")
  static let time = Option<TimeFormat>.value(
    "time", "FORMAT", .choice, default: .seconds, shows: "seconds", help: "seconds or iso")

  /// For the Python package: large runs are read once instead of twice.
  static let mayStartOver = Option<Bool>.flag(
    "may-start-over", hidden: true,
    help: "Arrow's stream may be followed by others, which say how many rows before stand")

  static let smooth = Option<Smoothing?>.optional(
    "smooth", "HOW", .smoothing, help: "Add a column: tb:0.6, window:100 or centered:N")
  static let steps = Option<ClosedRange<Int64>?>.optional(
    "steps", "A:B", .stepRange, help: "Keep the steps from A to B")
  static let every = Option<Int>.value(
    "every", "N", .integer(in: 1 ... .max), default: 1, shows: nil,
    help: "Keep every Nth point of a series")
  static let maximum = Option<Int?>.optional(
    "max-points", "N", .integer(in: 3 ... .max),
    help: "Keep N points of a series that show its shape")
}

extension ValueType where Value == PointColumn {
  static var extraColumn: ValueType<PointColumn> {
    let names = PointColumn.extra.map(\.rawValue)
    let words = ValueType<String>.choice(names)
    return ValueType(completion: .list(names), choices: names) { (text, name) throws(UsageError) in
      let word = try words.read(text, name: name)
      guard let column = PointColumn(rawValue: word) else {
        preconditionFailure("\(word) is offered but no column")
      }
      return column
    }
  }
}

extension ValueType where Value == Smoothing {
  /// `tb:0.6` (TensorBoard's slider), `window:100` (the last 100 points), `centered:N`, `none`.
  static var smoothing: ValueType<Smoothing> {
    ValueType(completion: .words(["tb:0.6", "window:100", "centered:11"])) {
      (text, name) throws(UsageError) in
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      let number = parts.count == 2 ? parts[1] : ""
      switch parts.first {
      case "none" where parts.count == 1: return .none
      case "tb":
        if let weight = Double(number), weight >= 0, weight < 1 {
          return .exponential(weight: weight)
        }
      case "window": if let count = Int(number), count > 0 { return .trailing(count: count) }
      case "centered", "centred":
        if let count = Int(number), count > 0 { return .centred(count: count) }
      default: break
      }
      throw UsageError(
        "\(name) takes tb:0.6, window:100 or centered:11, not \"\(text)\"",
        hints: [
          "tb        TensorBoard's slider, a weight from 0 to below 1",
          "window    the mean of the last N points",
          "centered  the mean of N points with each point in the middle",
        ])
    }
  }
}

extension ValueType where Value == ClosedRange<Int64> {
  /// Steps `A:B`, both included; either may be left out.
  static var stepRange: ValueType<ClosedRange<Int64>> {
    ValueType { (text, name) throws(UsageError) in
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let low = parts[0].isEmpty ? Int64.min : Int64(parts[0])
      let high = parts.count < 2 || parts[1].isEmpty ? Int64.max : Int64(parts[1])
      guard parts.count == 2, let low, let high, low <= high else {
        throw UsageError("\(name) takes steps such as 1000:2000, :500 or 100:, not \"\(text)\"")
      }
      return low...high
    }
  }
}
