/// Roles of directory names that count only in pairs, because one alone may mean something else.
extension RoleWords {
  /// The stem and role of a directory name that has a role at one end: `mnist_train`, `val-mnist`,
  /// `TrainLog`, `held_out`; nil for other names.
  ///
  /// The stem is the rest of the name; it is empty if the rest has no meaning: `train_logs` beside
  /// `val_logs`.
  static func ends(ofDirectory name: String) -> (stem: String, role: Role)? {
    if let role = paired(name.lowercased()) { return ("", role) }
    let pieces = pieces(of: name)
    guard pieces.count > 1, let first = pieces.first, let last = pieces.last else { return nil }
    if let role = paired(last.lowercased()) {
      return (stem(name[..<last.startIndex]), role)
    }
    return paired(first.lowercased()).map { (stem(name[first.endIndex...]), $0) }
  }

  /// Whether a name contains the letters of any word for training data; a cheap test, since there
  /// may be many names.
  static func mayNameTraining(_ name: String) -> Bool {
    var last: UInt8 = 0
    for byte in name.utf8 {
      // Lower case, for letters: tr(ain), fi(t), le(arn), (in)s(ample).
      let lower = byte | 0x20
      switch (last, lower) {
      case (UInt8(ascii: "t"), UInt8(ascii: "r")), (UInt8(ascii: "f"), UInt8(ascii: "i")),
        (UInt8(ascii: "l"), UInt8(ascii: "e")), (UInt8(ascii: "s"), UInt8(ascii: "a")):
        return true
      default: last = lower
      }
    }
    return false
  }

  /// The role that a whole lower-case name gives to one of a pair of directories.
  private static func paired(_ name: String) -> Role? {
    let stem = name.dropLast(trailingDigits(name))
    if train.contains(String(stem)) || trainOfPairs.contains(String(stem)) { return .train }
    let isValidation =
      validation.contains(String(stem)) || validationOfPairs.contains(String(stem))
    return isValidation ? .validation : nil
  }

  /// The rest of the name without the role at one end; empty if it is a word for any log.
  private static func stem(_ rest: Substring) -> String {
    let bytes = rest.utf8.drop(while: isJoint).reversed().drop(while: isJoint).reversed()
    let stem = String(decoding: Array(bytes), as: UTF8.self)
    return anyLog.contains(stem.lowercased()) ? "" : stem
  }

  /// The parts of a name between separators; if there are none, between its words: `TrainLog`.
  private static func pieces(of name: String) -> [Substring] {
    let pieces = name.split { $0.utf8.count == 1 && $0.utf8.allSatisfy(isJoint) }
    if pieces.count > 1 { return pieces }
    let bytes = name.utf8
    let humps = bytes.indices.dropFirst().filter { index in
      isUpper(bytes[index]) && !isUpper(bytes[bytes.index(before: index)])
    }
    guard let first = humps.first, let last = humps.last else { return pieces }
    return [name[..<first], name[last...]]
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private static func isUpper(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static let trainOfPairs: Set<String> = [
    "tr", "trn", "fit", "trainset", "training_set", "train_set", "insample", "in_sample", "learn",
  ]
  private static let validationOfPairs: Set<String> = [
    "cv", "crossval", "vali", "validate", "validating", "valset", "validset", "validation_set",
    "va",
    "vld", "devset", "tst", "testing", "tests", "testset", "test_set", "holdout", "hold_out",
    "held_out", "evals", "evalset", "eval_set", "val_set", "oos", "out_of_sample", "unseen",
  ]
  private static let anyLog: Set<String> = [
    "log", "logs", "tb", "tensorboard", "event", "events", "summary", "summaries", "board", "data",
    "dataset", "set", "run", "stats", "writer", "scalars", "metrics", "curve",
  ]
}
