/// The arithmetic mean; `nil` for an empty sample.
public func mean(_ values: some Collection<Double>) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

/// The standard deviation with divisor n, √(Σ(xᵢ − x̄)²/n), in two passes; `nil` for an empty sample.
public func standardDeviation(_ values: some Collection<Double>) -> Double? {
  guard let centre = mean(values) else { return nil }
  let squares = values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
  return (squares / Double(values.count)).squareRoot()
}
