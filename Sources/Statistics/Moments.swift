/// The arithmetic mean; `nil` for an empty sample.
public func mean(_ values: [Double]) -> Double? {
  if values.isEmpty { return nil }
  var sum = 0.0
  for value in values { sum += value }
  return sum / Double(values.count)
}

/// The standard deviation with divisor n, √(Σ(xᵢ − x̄)²/n), in two passes; `nil` for an empty
/// sample.
public func standardDeviation(_ values: [Double]) -> Double? {
  guard let centre = mean(values) else { return nil }
  var squares = 0.0
  for value in values { squares += (value - centre) * (value - centre) }
  return (squares / Double(values.count)).squareRoot()
}
