import TextFormats

/// Round values of a logarithmic axis: powers of ten, and twice and five times those if there is
/// room.
///
/// - Returns: nil if the axis spans so little that linear ticks are better.
func logarithmicTicks(
  in scale: ChartScale, atMost count: Int, _ numbers: ReadableNumbers
) -> [ChartScale.Tick]? {
  let first = DecimalTicks.exponentBelow(scale.lower * (1 + 1e-12))
  let last = DecimalTicks.exponentBelow(scale.upper * (1 + 1e-12))
  let exponents = Array(first...last)
  let fine = values(exponents, [1, 2, 5], in: scale)
  if fine.count < 3 { return nil }
  if fine.count <= count { return labelled(fine, numbers) }
  let stride = max(1, (exponents.count + count - 1) / max(1, count))
  let coarse = values(exponents.filter { $0 % stride == 0 }, [1], in: scale)
  return coarse.count < 2 ? labelled(Array(fine.prefix(count)), numbers) : labelled(coarse, numbers)
}

private func values(_ exponents: [Int], _ mantissas: [Int], in scale: ChartScale) -> [Double] {
  let range = scale.lower * (1 - 1e-12)...scale.upper * (1 + 1e-12)
  var values: [Double] = []
  for exponent in exponents {
    for mantissa in mantissas {
      let value = decimal(mantissa, exponent)
      if range.contains(value) { values.append(value) }
    }
  }
  return values
}

/// The value of a decimal literal with these digits.
func decimal(_ mantissa: Int, _ exponent: Int) -> Double {
  exponent >= 0
    ? Double(mantissa) * powerOfTen(exponent) : Double(mantissa) / powerOfTen(-exponent)
}

private func labelled(_ values: [Double], _ numbers: ReadableNumbers) -> [ChartScale.Tick] {
  values.map { value in
    ChartScale.Tick(value: value, label: numbers.value(value, digits: 1, trimmed: true))
  }
}
