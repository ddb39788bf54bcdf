import Convergence
import LogDirectories
import Reports
import Scalars

// Words that two of the libraries use, each in its own sense; here they mean these.
typealias RunReport = Reports.RunReport
typealias Direction = Convergence.Direction
typealias Checkpoint = Reports.Checkpoint

extension Convergence.Direction {
  /// The direction as the judge takes it.
  init(_ direction: LogDirectories.Direction) {
    self = direction == .minimize ? .min : .max
  }
}

extension Hyperparameter {
  /// The value as text.
  var shown: String {
    switch self {
    case .boolean(let truth): truth ? "true" : "false"
    case .text(let text): text
    case .number(let number):
      // Whole numbers stand without the `.0` that a Double's description gives them.
      number == number.rounded() && abs(number) < 1e15
        ? String(Int64(clamping: number)) : String(number)
    }
  }
}

extension LogDirectories.Direction {
  /// The direction as the choice of series takes it.
  init(_ direction: Convergence.Direction) {
    self = direction == .min ? .minimize : .maximize
  }
}
