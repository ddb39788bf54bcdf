import LogDirectories

/// Words that mean training data and held-out data only beside each other: `t_loss` and `v_loss`,
/// `seen/loss` and `unseen/loss`.
///
/// Alone they mean something else: `v_loss` is also the loss of a value function.
struct PairedWords {
  /// What a tag is if its counterpart is in the same run.
  struct Part: Sendable {
    let role: Role
    /// The measure: the words that are left.
    let subject: [String]
    /// Equal for the two counterparts.
    let key: [String]

    init?(_ words: TagWords) {
      for pair in PairedWords.pairs {
        for (named, role) in [(pair.train, Role.train), (pair.validation, .validation)] {
          guard let range = PairedWords.range(of: named, in: words.all) else { continue }
          let others = words.facts.indices.filter { !range.contains($0) }
          guard others.allSatisfy({ words.facts[$0].role == nil }) else { continue }
          self.role = role
          subject = words.subject.filter { !named.contains($0) }
          key = words.all[..<range.lowerBound] + pair.train + words.all[range.upperBound...]
          return
        }
      }
      return nil
    }
  }

  private let roles: [[String]: Set<Role>]

  /// - Parameter tags: What is known about each tag of a run.
  init(_ tags: [TagNameFacts]) {
    var roles: [[String]: Set<Role>] = [:]
    let parts = tags.compactMap(\.part)
    // In the log of an agent, `v` is the value function; and a training loss that says that it is
    // one is the twin of all validation losses.
    let isClear = {
      !tags.contains { facts in
        facts.isReward || facts.words.namesPartOfAgent
          || (facts.role == .train && facts.kind == .metric)
      }
    }
    if parts.count > 1, isClear() {
      for part in parts { roles[part.key, default: []].insert(part.role) }
    }
    self.roles = roles
  }

  /// What a tag is beside its counterpart; nil if there is none.
  func part(of facts: TagNameFacts) -> Part? {
    guard !roles.isEmpty, let part = facts.part, roles[part.key]?.count == 2 else { return nil }
    return part
  }

  /// Letters that are written together with a measure, as in `tloss`.
  static let letters: Set<String> = ["t", "v"]

  private static let pairs: [(train: [String], validation: [String])] = [
    (["t"], ["v"]), (["seen"], ["unseen"]), (["in"], ["out"]),
    // XGBoost numbers its sets; the first is the training set if there are two.
    (["validation", "0"], ["validation", "1"]),
  ]

  private static func range(of named: [String], in words: [String]) -> Range<Int>? {
    guard words.count > named.count else { return nil }
    return (0...words.count - named.count).lazy.map { $0..<$0 + named.count }
      .first { words[$0].elementsEqual(named) }
  }
}
