public import Scalars

extension ByteBuffer {
  /// Appends a whole number in decimal digits.
  public mutating func append(_ number: Int64) { append(String(number)) }

  /// Appends a number in the fewest digits that read back as the same `Double`, as Python's `repr` does.
  public mutating func append(_ number: Double) { append(number.description) }

  /// Appends a number in the fewest digits that read back as the same value of the stored type.
  public mutating func append(_ number: Double, as type: NumberType) { append(number.description) }
}
