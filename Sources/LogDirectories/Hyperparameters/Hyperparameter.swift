import Scalars

/// One setting of a run.
public enum Hyperparameter: Sendable, Hashable, CustomStringConvertible {
  /// True or false.
  case boolean(Bool)
  /// A number.
  case number(Double)
  /// Text.
  case text(String)

  /// The value as text; a whole number is written without the `.0` of a `Double`'s description.
  public var description: String {
    switch self {
    case .boolean(let truth): truth ? "true" : "false"
    case .text(let text): text
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15
        ? String(Int64(clamping: number)) : String(number)
    }
  }
}
