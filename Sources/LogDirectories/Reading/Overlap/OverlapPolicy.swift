public import Scalars

/// Which points stand where a run wrote the same steps twice.
public struct OverlapPolicy: Registered {
  /// All policies, in the order in which help lists them.
  public static let allCases: [OverlapPolicy] = [.resume, .raw, .tensorboard, .rustboard, .append]

  /// Its name, as `--overlap` takes it.
  public let rawValue: String
  /// What it does, in a few words.
  public let summary: String
  /// Whether the files of a directory are read in the order of their names as bytes, as the boards do.
  var ordersByName = false
  /// Whether a point that is the one before once more, to the last bit, counts once.
  var dropsDuplicates = false
  /// Whether points are merged, and replaced, as the resume rule says.
  var followsResumes = false
  /// Whether a point stands whatever other files hold.
  var keepsEverything = false
  /// Whether steps are shifted, so that what began again goes on.
  var shiftsSteps = false
  /// Whether the rule must know which points came in one event, and of events without any.
  var needsEvents = false
  /// The rule at work on a member of so many files.
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
  /// The names of all policies, as a sentence lists them.
  public static var names: String {
    let names = allCases.map(\.rawValue)
    return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
  }
}
