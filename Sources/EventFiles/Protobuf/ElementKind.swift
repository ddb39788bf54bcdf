import Scalars

/// A numeric `DataType` of TensorFlow, and how its elements are stored.
enum ElementKind {
  case float, double, half, bfloat16
  case signed(bits: Int), unsigned(bits: Int)
  case boolean
  case float8(Float8)

  /// The kind of a `dtype` number; `nil` if it is not numeric.
  ///
  /// A reference type has the number of its value type plus 100, and gets the same kind.
  init?(dtype: UInt64) {
    switch dtype > 100 && dtype < 200 ? dtype - 100 : dtype {
    case 1: self = .float
    case 2: self = .double
    case 3, 13: self = .signed(bits: 32)
    case 4, 12: self = .unsigned(bits: 8)
    case 5, 15: self = .signed(bits: 16)
    case 6, 11: self = .signed(bits: 8)
    case 9: self = .signed(bits: 64)
    case 10: self = .boolean
    case 14: self = .bfloat16
    case 16, 17: self = .unsigned(bits: 16)
    case 19: self = .half
    case 22: self = .unsigned(bits: 32)
    case 23: self = .unsigned(bits: 64)
    case 24: self = .float8(.e5m2)
    case 25: self = .float8(.e4m3fn)
    case 26: self = .float8(.e4m3fnuz)
    case 27: self = .float8(.e4m3b11fnuz)
    case 28: self = .float8(.e5m2fnuz)
    default: return nil
    }
  }

  /// The bytes of one element in `tensor_content`.
  var size: Int {
    switch self {
    case .double: 8
    case .float: 4
    case .half, .bfloat16: 2
    case .signed(let bits), .unsigned(let bits): bits / 8
    case .boolean, .float8: 1
    }
  }

  /// The `*_val` field that holds its elements.
  var field: UInt64 {
    switch self {
    case .float: 5
    case .double: 6
    case .half, .bfloat16: 13
    case .signed(bits: 64): 10
    case .unsigned(bits: 32): 16
    case .unsigned(bits: 64): 17
    case .signed, .unsigned: 7
    case .boolean: 11
    case .float8: 18
    }
  }

  /// The number that the bytes in `tensor_content` encode.
  func number(rawBits bits: UInt64, remark: Remark?) -> TensorDecoder.Outcome {
    switch self {
    case .signed(let width):
      let shift = Int64(64 - width)
      return number(
        fieldBits: UInt64(bitPattern: Int64(bitPattern: bits << UInt64(shift)) >> shift),
        remark: remark)
    default: return number(fieldBits: bits, remark: remark)
    }
  }

  /// The number that the bits in a `*_val` field encode, integers sign-extended to 64 bits.
  func number(fieldBits bits: UInt64, remark: Remark?) -> TensorDecoder.Outcome {
    switch self {
    case .float:
      .number(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))), .float32, remark)
    case .double: .number(Double(bitPattern: bits), .float64, remark)
    case .half: half(bits, remark)
    case .bfloat16:
      bits > 0xFFFF
        ? half(bits, remark)
        : .number(Double(Float(bitPattern: UInt32(bits) << 16)), .bfloat16, remark)
    case .boolean: .number(bits == 0 ? 0 : 1, .boolean, remark)
    case .float8(let format):
      .number(format.value(UInt8(truncatingIfNeeded: bits)), format.numberType, remark)
    // The fields of narrower integers are 32 bits wide: parsers drop a varint's bits beyond them.
    case .signed(64): signed(Int64(bitPattern: bits), 64, remark)
    case .signed(let width):
      signed(Int64(Int32(truncatingIfNeeded: bits)), width, remark)
    case .unsigned(64): unsigned(bits, 64, remark)
    case .unsigned(let width): unsigned(UInt64(UInt32(truncatingIfNeeded: bits)), width, remark)
    }
  }

  /// A half pattern; torch writes the 32 bits of a float there, which are never a valid half
  /// pattern.
  private func half(_ bits: UInt64, _ remark: Remark?) -> TensorDecoder.Outcome {
    if bits > 0xFFFF {
      return .number(
        Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))), .float32, .torchHalf)
    }
    return .number(halfValue(UInt16(bits)), .float16, remark)
  }

  private func signed(_ value: Int64, _ width: Int, _ remark: Remark?) -> TensorDecoder.Outcome {
    if width < 64 {
      let limit = Int64(1) << Int64(width - 1)
      // int_val holds int32; a larger number of a writer has no meaning in the dtype.
      guard value >= -limit, value < limit else { return .none(.outOfRange) }
    }
    let number = Double(value)
    return .number(number, .integer, Int64(exactly: number) == value ? remark : .inexactInteger)
  }

  private func unsigned(_ value: UInt64, _ width: Int, _ remark: Remark?) -> TensorDecoder.Outcome {
    if width < 64, value >= 1 << UInt64(width) { return .none(.outOfRange) }
    let number = Double(value)
    return .number(number, .integer, UInt64(exactly: number) == value ? remark : .inexactInteger)
  }
}

/// The value of an IEEE half-precision pattern: 1 sign, 5 exponent and 10 fraction bits.
func halfValue(_ pattern: UInt16) -> Double {
  let fraction = Double(pattern & 0x3FF)
  let exponent = Int(pattern >> 10 & 0x1F)
  let sign: FloatingPointSign = pattern >> 15 == 0 ? .plus : .minus
  let magnitude: Double =
    switch exponent {
    case 0: Double(sign: .plus, exponent: -24, significand: fraction)
    case 31: fraction == 0 ? .infinity : .nan
    default: Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
    }
  return sign == .plus ? magnitude : -magnitude
}
