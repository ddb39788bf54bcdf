/// The first and coarser half of a verdict: what the curve itself says.
enum CoreVerdict: Equatable {
  case improving, flat, overfitting
  case diverged(Divergence)

  enum Divergence: Equatable {
    case gaveBackProgress
    case leftItsStart
  }
}
