public import Scalars

/// Which points are kept if a run wrote the same steps twice.
public struct OverlapPolicy: Registered {
  /// All policies, in the order of the help.
  public static let allCases: [OverlapPolicy] = [.resume, .raw, .tensorboard, .rustboard, .append]

  /// Its name in `--overlap`.
  public let rawValue: String
  /// What it does, in a few words.
  public let summary: String
  /// Whether the files of a directory are read in the byte order of their names, as TensorBoard and
  /// RustBoard do.
  var ordersByName = false
  /// Whether a point that exactly repeats the one before counts once.
  var dropsDuplicates = false
  /// Whether points are merged, and replaced, by the resume rule.
  var followsResumes = false
  /// Whether a point is always kept, whatever other files hold.
  var keepsEverything = false
  /// Whether steps are shifted so that repeated parts continue.
  var shiftsSteps = false
  /// Whether the rule must know which points came in one event, and which events had none.
  var needsEvents = false
  /// Creates the rule for a member with a number of files.
  let makeRule: @Sendable (Int) -> any OverlapRule

  init(
    _ name: String, _ summary: String, makeRule: @escaping @Sendable (Int) -> any OverlapRule
  ) {
    rawValue = name
    self.summary = summary
    self.makeRule = makeRule
  }
}

extension OverlapPolicy {
  /// The names of all policies, as a list in a sentence.
  public static var names: String {
    let names = allCases.map(\.rawValue)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}
