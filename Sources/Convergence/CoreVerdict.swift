/// The first and coarser half of a verdict: what the curve itself says.
enum CoreVerdict: Equatable {
  case tooLittleData
  case improving, flat, overfitting
  case diverged(Divergence)

  enum Divergence: Equatable {
    case neverFinite
    case endsNonFinite
    case gaveBackProgress
    case leftItsStart
  }
}
