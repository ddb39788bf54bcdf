/// A common rule for early stopping, which can be simulated on a series beside the verdict.
public enum Rule: Sendable, Hashable {
  /// `std:N:T`: the standard deviation of the last N values is below T, as in Ray's plateau
  /// stopper.
  case standardDeviation(count: Int, threshold: Double)
  /// `patience:P:D`: P values in a row are not better than the best by more than D, as in Keras.
  case patience(Int, minimumDelta: Double)
  /// `prechelt-gl:A`: the value is more than A % worse than the best (generalisation loss).
  case precheltGeneralisationLoss(Double)
  /// `prechelt-pq:A`: generalization loss divided by training progress is above A.
  case precheltProgressQuotient(Double)
  /// `prechelt-up:S`: the value got worse over S strips of five values in a row.
  case precheltUp(Int)
  /// `trend:mann-kendall`: the last half of the steps has no significant trend for the better.
  case mannKendall

  /// How rules are written, one line each.
  public static let forms = [
    "std:N:THRESHOLD", "patience:N[:MIN-DELTA]", "prechelt-gl[:PERCENT]", "prechelt-pq[:QUOTIENT]",
    "prechelt-up[:STRIPS]", "trend:mann-kendall",
  ]

  /// The rules that most tools and papers use, with their usual parameters.
  public static let usual: [Rule] = [
    .standardDeviation(count: 50, threshold: 0.01), .standardDeviation(count: 4, threshold: 0.01),
    .patience(3, minimumDelta: 0), .patience(10, minimumDelta: 0.001),
    .precheltGeneralisationLoss(5), .precheltProgressQuotient(0.5), .precheltUp(3), .mannKendall,
  ]

  /// Reads a rule as it is written on a command line, such as `patience:3:0`; `nil` if it is not a
  /// rule.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.dropFirst().map { Double($0) }
    guard let name = parts.first, let rule = Self(name: name, numbers: numbers, text: text) else {
      return nil
    }
    self = rule
  }

  private init?(name: Substring, numbers: [Double?], text: String) {
    func number(_ place: Int, otherwise: Double) -> Double? {
      guard place < numbers.count else { return otherwise }
      return numbers[place].flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    }
    func count(_ place: Int, otherwise: Int) -> Int? {
      number(place, otherwise: Double(otherwise)).flatMap { Int(exactly: $0) }.flatMap {
        (1...1_000_000).contains($0) ? $0 : nil
      }
    }
    switch (name, numbers.count) {
    case ("std", 2):
      guard let count = count(0, otherwise: 0), let bar = number(1, otherwise: 0) else {
        return nil
      }
      self = .standardDeviation(count: count, threshold: bar)
    case ("patience", 1...2):
      guard let count = count(0, otherwise: 0), let delta = number(1, otherwise: 0) else {
        return nil
      }
      self = .patience(count, minimumDelta: delta)
    case ("prechelt-gl", 0...1):
      guard let bar = number(0, otherwise: 5) else { return nil }
      self = .precheltGeneralisationLoss(bar)
    case ("prechelt-pq", 0...1):
      guard let bar = number(0, otherwise: 0.5) else { return nil }
      self = .precheltProgressQuotient(bar)
    case ("prechelt-up", 0...1):
      guard let strips = count(0, otherwise: 3) else { return nil }
      self = .precheltUp(strips)
    case ("trend", 1) where text == "trend:mann-kendall": self = .mannKendall
    default: return nil
    }
  }

  /// The rule as `init(_:)` reads it.
  public var text: String {
    func short(_ value: Double) -> String {
      Int(exactly: value).map(String.init) ?? "\(value)"
    }
    return switch self {
    case .standardDeviation(let count, let threshold): "std:\(count):\(short(threshold))"
    case .patience(let count, let delta): "patience:\(count):\(short(delta))"
    case .precheltGeneralisationLoss(let bar): "prechelt-gl:\(short(bar))"
    case .precheltProgressQuotient(let bar): "prechelt-pq:\(short(bar))"
    case .precheltUp(let strips): "prechelt-up:\(strips)"
    case .mannKendall: "trend:mann-kendall"
    }
  }
}
