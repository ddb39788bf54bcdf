/// One setting of a run.
public enum Hyperparameter: Sendable, Hashable {
  /// True or false.
  case boolean(Bool)
  /// A number.
  case number(Double)
  /// Text.
  case text(String)
}
