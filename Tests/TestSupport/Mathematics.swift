import Glibc

func squareRoot(_ x: Double) -> Double { x.squareRoot() }
func logarithm(_ x: Double) -> Double { log(x) }
func cosine(_ x: Double) -> Double { cos(x) }
