/// The number format in which a series was stored; if there are several, the widest.
///
/// Every value is a `Double` in memory; this says how many of its digits are real, so that a
/// float32 0.1 is written as `0.1` and not as `0.10000000149011612`.
public enum NumberType: UInt8, Sendable, CaseIterable {
  case float32, float64, float16, bfloat16
  case float8E5M2, float8E4M3FN, float8E4M3FNUZ, float8E4M3B11FNUZ, float8E5M2FNUZ
  case integer, boolean
}

extension NumberType {
  /// The narrowest type that shows values of both in full.
  package func widened(by other: NumberType) -> NumberType {
    if self == other { return self }
    return isWithinFloat32 && other.isWithinFloat32 ? .float32 : .float64
  }

  /// Whether a float32 can hold each of its values.
  private var isWithinFloat32: Bool {
    switch self {
    case .float64, .integer: false
    default: true
    }
  }
}
