import TextFormats

/// The words that mean that something was measured on training data or on held-out data.
package enum RoleWords {
  static let train: Set<String> = ["train", "training"]
  static let validation: Set<String> = [
    "eval", "evaluation", "val", "valid", "validation", "dev", "test", "heldout",
  ]

  /// More words for training data, in tags only; in names of directories they often mean something
  /// else.
  static let trainInTags: Set<String> = [
    "tr", "tra", "trn", "trainset", "trainer", "training_set", "insample", "fit", "learn",
    "traindata",
    "训练", "学習", "訓練", "학습",
  ]
  static let validationInTags: Set<String> = [
    "evals", "evaluate", "evaluating", "evalset", "vali", "validate", "validating", "valset", "va",
    "vld", "te", "cv", "crossval", "devset", "testing", "tests", "testset", "tst", "holdout",
    "hold",
    "oos", "outofsample", "ood", "inference", "infer", "unseen", "validset", "evaluationset",
    "valdata", "testdata", "vaild", "vl", "dv", "develop", "development", "outofdomain",
    "validator", "validators", "evaluator", "検証", "評価", "검증", "验证",
    "测试", "评估",
  ]

  /// The role that one lower-case word of a tag names; digits at its end do not matter.
  package static func role(ofTagWord word: String) -> Role? {
    if let role = role(of: word) { return role }
    let stem = String(word.dropLast(trailingDigits(word)))
    if trainInTags.contains(stem) { return .train }
    return validationInTags.contains(stem) ? .validation : nil
  }

  /// The first letters of the words: almost no name begins with one of them.
  private static let initials = Set(train.union(validation).compactMap(\.utf8.first))

  /// The role that one lower-case word names; digits at its end (`val2`) do not matter.
  static func role(of word: some StringProtocol) -> Role? {
    guard let first = word.utf8.first, initials.contains(first) else { return nil }
    let stem = String(word.dropLast(trailingDigits(word)))
    if train.contains(stem) { return .train }
    return validation.contains(stem) ? .validation : nil
  }

  /// The role that a whole directory name states, in upper or lower case: `train_inner`,
  /// `eval_coco`, `learn`.
  static func role(ofDirectory name: String) -> Role? {
    let lower = name.lowercased()
    if lower == "train_inner" || lower == "learn" { return .train }
    if let role = role(of: lower) { return role }
    return lower.hasPrefix("eval_") ? .validation : nil
  }

  /// The role given by the last of a name's words that has one.
  ///
  /// For a key of `add_scalars`, which comes after its tag, as in `data_loss_train_loss`.
  static func role(amongWordsOf name: String) -> Role? {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.reversed().lazy.compactMap { role(of: $0) }.first
  }

  static func trailingDigits(_ word: some StringProtocol) -> Int {
    let count = word.utf8.reversed().prefix(while: isDigit).count
    return count == word.utf8.count ? 0 : count
  }
}
