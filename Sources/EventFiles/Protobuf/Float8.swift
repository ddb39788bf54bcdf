import Scalars

/// The 8-bit float formats of TensorFlow and ml_dtypes.
enum Float8 {
  /// 5 exponent bits, the upper byte of a half.
  case e5m2
  /// 4 exponent bits, bias 7; no infinities, `S.1111.111` is NaN.
  case e4m3fn
  /// 4 exponent bits, bias 8; no infinities, no negative zero, 0x80 is NaN.
  case e4m3fnuz
  /// As `e4m3fnuz` with bias 11.
  case e4m3b11fnuz
  /// 5 exponent bits, bias 16; 0x80 is NaN.
  case e5m2fnuz

  /// The number type of such values.
  var numberType: NumberType {
    switch self {
    case .e5m2: .float8E5M2
    case .e4m3fn: .float8E4M3FN
    case .e4m3fnuz: .float8E4M3FNUZ
    case .e4m3b11fnuz: .float8E4M3B11FNUZ
    case .e5m2fnuz: .float8E5M2FNUZ
    }
  }

  /// The value of a pattern, exactly.
  func value(_ pattern: UInt8) -> Double {
    switch self {
    case .e5m2: halfValue(UInt16(pattern) << 8)
    case .e4m3fn:
      pattern & 0x7F == 0x7F ? .nan : Self.finite(pattern, fractionBits: 3, bias: 7)
    case .e4m3fnuz: pattern == 0x80 ? .nan : Self.finite(pattern, fractionBits: 3, bias: 8)
    case .e4m3b11fnuz: pattern == 0x80 ? .nan : Self.finite(pattern, fractionBits: 3, bias: 11)
    case .e5m2fnuz: pattern == 0x80 ? .nan : Self.finite(pattern, fractionBits: 2, bias: 16)
    }
  }

  private static func finite(_ pattern: UInt8, fractionBits: Int, bias: Int) -> Double {
    let steps = Double(1 << fractionBits)
    let fraction = Double(Int(pattern) & (1 << fractionBits - 1)) / steps
    let exponent = Int(pattern & 0x7F) >> fractionBits
    let magnitude =
      exponent == 0
      ? Double(sign: .plus, exponent: 1 - bias, significand: fraction)
      : Double(sign: .plus, exponent: exponent - bias, significand: 1 + fraction)
    return pattern & 0x80 == 0 ? magnitude : -magnitude
  }
}
