import Convergence
import Scalars
public import TextFormats

/// The curve of a judged series as a record stores it: enough for small drawings and for averaging
/// several.
///
/// In a record: `"shape_steps":[from,to]` and `"shape":[…]`, means over equal spans of steps
/// between the two, in the digits of a `Float`; null where nothing was logged, `"NaN"` where the
/// series was not finite.
public struct RecordShape: Sendable, Hashable {
  /// How many spans there are.
  public static let count = 32
  /// The share of the run that is left out at its start; losses fall so fast there that the rest
  /// looks flat.
  static let start = 0.1

  /// The steps at the two ends.
  public var steps: ClosedRange<Double>
  /// The mean of each span.
  public var values: [Double?]

  /// Creates a shape from its parts.
  public init(steps: ClosedRange<Double>, values: [Double?]) {
    self.steps = steps
    self.values = values
  }

  /// Creates the shape of a series from its blocks.
  init(_ shape: SeriesShape) {
    let first = shape.elements.first?.steps.lowerBound ?? shape.nonFiniteTail?.lowerBound ?? 0
    let last = max(
      shape.elements.last?.steps.upperBound ?? first, shape.nonFiniteTail?.upperBound ?? first)
    let length = Double(last) - Double(first)
    steps = (Double(first) + Self.start * length)...Double(last)
    values = shape.resampled(to: Self.count, from: Self.start).map { $0.map { Double(Float($0)) } }
  }

  /// Reads the shape of a record; nil if it has none.
  public init?(_ record: JSONValue) {
    guard let ends = record["shape_steps"]?.array, ends.count == 2, let low = ends[0].number,
      let high = ends[1].number, low <= high, let elements = record["shape"]?.array
    else { return nil }
    steps = low...high
    // The digits are those of a Float, whose value differs slightly from the Double with the same
    // digits.
    values = elements.map { $0.text == nil ? $0.number.map { Double(Float($0)) } : .nan }
  }

  /// Writes both, under their keys.
  func write(to json: inout JSONWriter) {
    json.key("shape_steps")
    writeSteps(to: &json)
    json.key("shape")
    writeValues(to: &json)
  }

  func writeSteps(to json: inout JSONWriter) {
    json.array { json in
      json.value(steps.lowerBound, as: .float64)
      json.value(steps.upperBound, as: .float64)
    }
  }

  func writeValues(to json: inout JSONWriter) {
    json.array { json in
      for value in values {
        if let value, !value.isFinite {
          json.value("NaN")
        } else {
          json.value(value.map { Double(Float($0)) }, as: .float32)
        }
      }
    }
  }

  /// The name of a value that JSON has no number for.
  static func word(for value: Double) -> String {
    value.isNaN ? "NaN" : value < 0 ? "-Infinity" : "Infinity"
  }

  /// The value that such a name means.
  static func number(for word: String) -> Double {
    word == "NaN" ? .nan : word == "Infinity" ? .infinity : -.infinity
  }
}
