public import Scalars

/// A value of `google.protobuf.Value`, as hyperparameters are stored.
public enum HyperparameterValue: Sendable, Hashable {
  /// An explicit null, or no value at all.
  case null
  /// A number; some writers store booleans and integers like this, too.
  case number(Double)
  /// A text.
  case text(String)
  /// A truth value.
  case boolean(Bool)
  /// A list.
  case list([HyperparameterValue])
  /// A dictionary.
  case object(NamedValues<HyperparameterValue>)
}
