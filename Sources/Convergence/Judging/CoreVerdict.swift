/// The first, coarser half of a verdict: what the curve itself shows.
enum CoreVerdict: Equatable {
  case improving, flat, worsening, overfitting
  case diverged(Divergence)

  /// Whether the run went the wrong way.
  var isBad: Bool {
    switch self {
    case .improving, .flat: false
    case .worsening, .overfitting, .diverged: true
    }
  }

  /// How a run with finite values diverged.
  enum Divergence: Equatable {
    case gaveBackProgress
    case exploded
    case leftItsStart
  }
}
