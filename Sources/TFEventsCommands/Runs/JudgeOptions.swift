import Arguments
import Convergence

/// The options for what counts as worth having, and for what to compare the verdict with.
enum JudgeOptions {
  /// How soon a run is called finished.
  enum Preset: String, CaseIterable, Sendable { case strict, normal, eager }

  static let preset = Option<Preset?>.optional(
    "preset", "NAME", .choice, shows: "normal",
    help: "How soon a run counts as flat: strict, normal or eager")
  static let minImprovement = Option<Double?>.optional(
    "min-improvement", "SHARE", .positiveShare, shows: "0.01",
    help: "The smallest gain worth having, as a share of the loss")
  static let maxSteps = Option<Int?>.optional(
    "max-steps", "N", .integer(in: 1...Int.max),
    help: "The last step of the run, for the forecast and the advice")
  static let rules = Option<[Rule]>.repeated(
    "rule", "RULE", .rule, help: "Also simulate a common early-stopping rule, such as patience:3:0")
  static let expectations = Option<[Expectation]>.repeated(
    "expect", "TAG<X", .expectation,
    help: "Check a level, such as 'eval/loss<1.2'; exit 1 if not met")

  static let section = OptionSection(
    "Judge", [preset, minImprovement, maxSteps, rules, expectations])
}

extension JudgeParameters {
  /// The parameters given on the command line.
  init(_ arguments: ParsedArguments) {
    switch arguments.value(of: JudgeOptions.preset) {
    case .strict: self = .strict
    case .eager: self = .eager
    case .normal, nil: self = .normal
    }
    if let share = arguments.value(of: JudgeOptions.minImprovement) { minImprovement = share }
  }
}

extension ValueType where Value == Double {
  /// A share above 0 and below 1.
  static var positiveShare: ValueType<Double> {
    ValueType { (text, name) throws(UsageError) in
      guard let share = Double(text), share > 0, share < 1 else {
        throw UsageError(
          "\(name) takes a share above 0 and below 1, not \"\(text)\"",
          hints: ["such as  0.01 for 1 %"])
      }
      return share
    }
  }
}

extension ValueType where Value == Rule {
  /// A common early-stopping rule, as `Rule` reads it.
  static var rule: ValueType<Rule> {
    ValueType(completion: .words(Rule.usual.map(\.text))) { (text, name) throws(UsageError) in
      guard let rule = Rule(text) else {
        throw UsageError(
          "\(name) does not know \"\(text)\"",
          hints: ["such as  " + Rule.usual.map(\.text).joined(separator: "  ")])
      }
      return rule
    }
  }
}

extension ValueType where Value == Expectation {
  /// A tag, a comparison and a number.
  static var expectation: ValueType<Expectation> {
    ValueType { (text, name) throws(UsageError) in
      guard let expectation = Expectation(text) else {
        throw UsageError(
          "\(name) takes a tag, a comparison and a number, not \"\(text)\"",
          hints: ["such as  'eval/loss<1.2'"])
      }
      return expectation
    }
  }
}
