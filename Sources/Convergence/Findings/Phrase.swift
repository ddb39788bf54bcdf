/// A sentence in pieces (text, names and numbers), which another module writes out.
///
/// Every number has a name, under which the evidence holds it:
///
///     "\(.judged) is exactly \(value, "frozen-value") since step \(step: since, "frozen-since")."
public struct Phrase: Sendable, Hashable {
  /// A part of a phrase.
  public enum Piece: Sendable, Hashable {
    /// Plain text.
    case text(String)
    /// The name of a series.
    case name(Subject)
    /// A step, with its name in the evidence.
    case step(Int64, String)
    /// A value in the unit of a series, with its name in the evidence.
    case value(Double, String)
    /// A count of things, with its name in the evidence; only the number if the noun is empty.
    case count(Int, noun: String, String)
  }

  /// A series that a phrase is about.
  public enum Subject: Sendable, Hashable {
    /// The series that was chosen to be judged.
    case judged
    /// The training series beside it.
    case train
    /// The learning rate.
    case learningRate
    /// A series by its tag.
    case tag(String)
  }

  /// The parts, in their order.
  public private(set) var pieces: [Piece]

  /// Every number in the phrase, for the evidence.
  public var facts: [Evidence] {
    pieces.compactMap { piece in
      switch piece {
      case .text, .name: nil
      case .step(let step, let name): Evidence(name, step: step)
      case .value(let value, let name): Evidence(name, value)
      case .count(let count, _, let name): Evidence(name, Double(count))
      }
    }
  }

  /// Both phrases, one after the other.
  public static func + (first: Phrase, second: Phrase) -> Phrase {
    Phrase(pieces: first.pieces + second.pieces)
  }

  private init(pieces: [Piece]) { self.pieces = pieces }
}

extension Phrase: ExpressibleByStringInterpolation {
  /// Collects the pieces of a string literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    /// Begins without pieces.
    public init(literalCapacity: Int, interpolationCount: Int) {
      pieces.reserveCapacity(2 * interpolationCount + 1)
    }

    /// Adds words.
    public mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { pieces.append(.text(literal)) }
    }

    /// Adds the name of a series.
    public mutating func appendInterpolation(_ subject: Subject) { pieces.append(.name(subject)) }

    /// Adds a value.
    public mutating func appendInterpolation(_ value: Double, _ name: String) {
      pieces.append(.value(value, name))
    }

    /// Adds a step.
    public mutating func appendInterpolation(step: Int64, _ name: String) {
      pieces.append(.step(step, name))
    }

    /// Adds how many there are.
    public mutating func appendInterpolation(count: Int, _ noun: String, _ name: String) {
      pieces.append(.count(count, noun: noun, name))
    }
  }

  /// A phrase of words alone.
  public init(stringLiteral words: String) { pieces = [.text(words)] }

  /// A phrase of words, names and numbers.
  public init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }
}
