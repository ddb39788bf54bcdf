import Glibc

/// The natural logarithm, as the C library computes it.
public func naturalLogarithm(_ x: Double) -> Double { log(x) }

/// The exponential function, as the C library computes it.
public func exponential(_ x: Double) -> Double { exp(x) }

/// The probability that a standard normal variable is below `x`: Φ(x) = ½ erfc(−x/√2).
public func standardNormalDistribution(_ x: Double) -> Double {
  0.5 * erfc(-x / 2.0.squareRoot())
}

/// The logistic function 1 / (1 + e⁻ˣ), without overflow at either end.
public func logistic(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let e = exp(x)
  return e / (1 + e)
}
