import Glibc

/// The natural logarithm, as the C library computes it.
public func naturalLogarithm(_ x: Double) -> Double { log(x) }

/// The exponential function, as the C library computes it.
public func exponential(_ x: Double) -> Double { exp(x) }

/// The probability that a standard normal variable is below `x`: Φ(x) = ½ erfc(−x/√2).
public func standardNormalDistribution(_ x: Double) -> Double {
  0.5 * erfc(-x / 2.0.squareRoot())
}
