import LogDirectories
import Reports
import Scalars
import TrainingRuns

/// The key in `--sort`.
enum ScanSort: Hashable {
  case order(ScanOrder)
  /// A field, hyperparameter or tag; for a tag, its best value counts.
  case field(FieldName, descending: Bool)

  static let words = ["best", "last", "verdict", "time", "name"]

  init(_ key: String) {
    switch key {
    case "best": self = .order(.best)
    case "last": self = .order(.last)
    case "verdict": self = .order(.verdict)
    case "time": self = .order(.time)
    case "name": self = .order(.name)
    default:
      let isHigherBetter = Direction(ofMetric: key) == .max
      self = .field(FieldName(key, of: isHigherBetter ? .max : .min), descending: isHigherBetter)
    }
  }
}
