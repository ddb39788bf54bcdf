import Convergence
import Scalars
public import TextFormats

/// The points of a judged series as a record stores them, so that seeds can be compared step by
/// step.
///
/// In a record: `"curve_steps":[…]` and `"curve":[…]`, the values in the digits of a `Float`,
/// `"NaN"` where the series was not finite. A series of up to 128 points is stored completely; a
/// longer one as the means of at most 128 equal spans of steps, each at the middle of its steps.
public struct RecordCurve: Sendable, Hashable {
  /// The steps, rising.
  public var steps: [Int64]
  /// The values; NaN where the series was not finite.
  public var values: [Double]

  /// Creates a curve from its points, in the order of their steps.
  public init(steps: [Int64], values: [Double]) {
    precondition(steps.count == values.count, "\(steps.count) steps, \(values.count) values")
    self.steps = steps
    self.values = values
  }

  /// Creates the curve of a series from its blocks.
  init(_ shape: SeriesShape) {
    steps = shape.elements.map { element in
      // The distance may be too large for Int64.
      let (low, high) = (element.steps.lowerBound, element.steps.upperBound)
      return low &+ Int64(UInt64(bitPattern: high &- low) / 2)
    }
    values = shape.elements.map { Double(Float($0.mean)) }
    guard let tail = shape.nonFiniteTail, tail.lowerBound > steps.last ?? .min else { return }
    steps.append(tail.lowerBound)
    values.append(.nan)
  }

  /// Reads the curve of a record; nil if it has none.
  public init?(_ record: JSONValue) {
    guard let steps = record["curve_steps"]?.array, let values = record["curve"]?.array,
      steps.count == values.count
    else { return nil }
    self.steps = steps.compactMap(\.integer)
    // The digits are the shortest for a Float; read as a Double they would give a slightly
    // different number.
    self.values = values.map { $0.number.map { Double(Float($0)) } ?? .nan }
    if self.steps.count != values.count { return nil }
  }

  func writeSteps(to json: inout JSONWriter) {
    json.array { json in
      for step in steps { json.value(step) }
    }
  }

  func writeValues(to json: inout JSONWriter) {
    json.array { json in
      for value in values {
        if value.isFinite {
          json.value(value, as: .float32)
        } else {
          json.value("NaN")
        }
      }
    }
  }

  /// The value at a step, by linear interpolation; the step must not go back from call to call.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - place: Where the last call ended; 0 at first.
  ///
  /// - Returns: nil before the first point, after the last, and between a point that is not finite
  /// and the next finite one.
  func value(at step: Int64, from place: inout Int) -> Double? {
    guard let first = steps.first, step >= first else { return nil }
    while place + 1 < steps.count, steps[place + 1] <= step { place += 1 }
    let here = values[place]
    guard here.isFinite else { return nil }
    if steps[place] == step { return here }
    guard place + 1 < steps.count, values[place + 1].isFinite else { return nil }
    let width = Double(steps[place + 1]) - Double(steps[place])
    return here + (Double(step) - Double(steps[place])) / width * (values[place + 1] - here)
  }
}

/// Several runs' curves step by step: their number, mean and spread.
public struct GroupCurve: Sendable, Hashable {
  /// The steps: those of the curve with the most points.
  public var steps: [Int64]
  /// The spread at each step over the curves that are finite there; nil if no curve is.
  public var spreads: [Spread?]

  /// Compares curves at the steps of the curve with the most points (the first, if several have as
  /// many); nil if there is no curve.
  ///
  /// The others are interpolated. A curve is left out before it begins, after it ends, and where it
  /// is not finite.
  public init?(_ curves: [RecordCurve]) {
    guard let longest = curves.max(by: { $0.steps.count < $1.steps.count }),
      !longest.steps.isEmpty
    else { return nil }
    steps = longest.steps
    var places = Array(repeating: 0, count: curves.count)
    spreads = steps.map { step in
      Spread(curves.indices.compactMap { curves[$0].value(at: step, from: &places[$0]) })
    }
  }

  func write(to json: inout JSONWriter) {
    json.array("curve_steps") { json in
      for step in steps { json.value(step) }
    }
    json.array("curve_mean") { json in
      for spread in spreads { json.value(spread?.mean) }
    }
    json.array("curve_std") { json in
      for spread in spreads { json.value(spread?.deviation) }
    }
    json.array("curve_count") { json in
      for spread in spreads { json.value(spread?.count ?? 0) }
    }
  }
}
