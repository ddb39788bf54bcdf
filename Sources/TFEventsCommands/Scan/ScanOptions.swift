import Arguments
import Convergence
import Reports

/// The options of `scan` that need only records, so that `merge` has them, too.
enum ScanOptions {
  static let verdicts = Option<[String]>.value(
    "verdict", "LIST", .verdictNames, default: [], shows: nil,
    help: "Keep runs with these verdicts, such as converged,plateaued")
  static let condition = Option<Condition?>.optional(
    "where", "EXPR", .condition,
    help: "Keep runs by a condition: 'best < 0.8 and lr <= 1e-4'")
  static let since = Option<Double?>.optional(
    "since", "AGE", .age, help: "Keep runs with an event in the last 2d, 6h or 30m")

  static let sort = Option<String>.value(
    "sort", "KEY", .string.completed(by: .words(ScanSort.words)), default: "best", shows: "best",
    help: "best, last, verdict, time, name or a tag")
  static let group = Option<RegularExpression?>.optional(
    "group", "REGEX", .regularExpression,
    help: "Merge runs that differ only in this text: mean ± std")
  static let groupBy = Option<[String]>.value(
    "group-by", "LIST", .list(of: .string), default: [], shows: nil,
    help: "Merge runs with the same values of these, such as lr,width")
  static let over = Option<[String]>.value(
    "over", "LIST", .list(of: .string), default: [], shows: nil,
    help: "Merge runs whose hyperparameters differ only in these, such as seed")
  static let baseline = Option<Pattern?>.optional(
    "baseline", "RUN", .pattern, help: "Add a column: best value relative to this run's, in percent"
  )
  static let columns = Option<[String]>.value(
    "columns", "LIST", .list(of: .string), default: [], shows: nil,
    help: "Hyperparameters or other fields to add")
  static let top = Option<Int?>.optional(
    "top", "N", .integer(in: 1 ... .max), help: "Show the first N")

  static let format = Option<ScanFormat?>.optional(
    "format", short: "f", "F", .choice, shows: "table on a terminal, csv in a pipe",
    help: ScanFormat.allCases.map(\.rawValue).joined(separator: ", "))
  static let output = Option<String?>.optional(
    "output", short: "o", "FILE", .file, help: "Write to FILE; its suffix chooses the format")
  static let brief = Option<Bool>.flag(
    "brief", help: "With -f jsonl: only the most used keys, with short numbers")
  static let fields = Option<[String]>.value(
    "fields", "LIST", .list(of: .choice(RunRecord.keys)), default: [], shows: nil,
    help: "With -f jsonl: only these keys, such as verdict,best")
  static let failOn = Option<[String]>.value(
    "fail-on", "LIST", .verdictNames, default: [], shows: nil,
    help: "Exit 1 if a run has one of these verdicts")

  static let choosing: [any CommandOption] = [verdicts, condition, since]
  static let arranging = OptionSection(
    "Arrange", [sort, group, groupBy, over, baseline, columns, top])
  static let writing = OptionSection(
    "Output", [format, output, brief, fields, Shared.colour, Shared.ascii])
}

extension ValueType where Value == [String] {
  /// Verdicts as data files write them, or `error`.
  static var verdictNames: ValueType<[String]> {
    .list(of: .choice(FailingVerdicts.names))
  }
}

extension ValueType where Value == Condition {
  /// A condition on runs.
  static var condition: ValueType<Condition> {
    ValueType { (text, name) throws(UsageError) in
      do throws(ConditionError) { return try Condition(text) } catch {
        let excerpt = error.excerpt
        throw UsageError(
          "\(name) is not a valid condition",
          hints: [
            excerpt.text, String(repeating: " ", count: excerpt.column) + "^ \(error.reason)",
            "Such as  \(name) 'best < 0.8 and lr <= 1e-4'",
          ])
      }
    }
  }
}

extension ValueType where Value == Double {
  /// An age in seconds, written as a number and a unit: `2d`, `6h`, `30m`, `90s`, `1w`.
  static var age: ValueType<Double> {
    ValueType { (text, name) throws(UsageError) in
      let units: [Character: Double] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
      guard let last = text.last, let unit = units[last], let number = Double(text.dropLast()),
        number.isFinite, number >= 0
      else {
        throw UsageError(
          "\(name) takes an age such as 2d, 6h or 30m, not \"\(text)\"",
          hints: ["units   w d h m s"])
      }
      return number * unit
    }
  }
}

extension FailingVerdicts {
  /// The verdicts that can be named in options and records.
  static let names = Verdict.allCases.map(\.dataName) + ["error"]

  /// The verdicts of these names.
  init(names: [String]) {
    self.init(
      verdicts: Set(Verdict.allCases.filter { names.contains($0.dataName) }),
      includesErrors: names.contains("error"))
  }
}
