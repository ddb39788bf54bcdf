import LogDirectories
import Scalars

/// Two losses that oppose each other, a generator's and a discriminator's.
///
/// When one falls the other rises, and neither shows how well the training goes. An actor and a
/// critic are not such a pair: the critic helps the actor.
struct Adversaries {
  let generator: SeriesCandidate
  let discriminator: SeriesCandidate

  /// - Returns: Nil if one of the two is missing.
  init?(_ candidates: [SeriesCandidate]) {
    // First losses by name, then tags that name only the network, as `D_A` and `G_A` do.
    let losses = candidates.filter { $0.isError } + candidates.filter { $0.direction == nil }
    guard let generator = losses.first(where: { $0.facts.network == .generator }),
      let discriminator = losses.first(where: { $0.facts.network == .discriminator })
    else { return nil }
    self.generator = generator
    self.discriminator = discriminator
  }

  /// Whether a series is one of the opposing losses, so that it says nothing about quality.
  ///
  /// A distance to the target (such as L1) does not count, even if it is a term of the generator's
  /// loss.
  func include(_ candidate: SeriesCandidate) -> Bool {
    if candidate.direction == .max { return false }
    if candidate.has(Self.distances) { return false }
    if candidate.role != .validation, candidate.subject == ["loss"] { return true }
    return Self.names(candidate.words).contains { Self.contest.contains($0) }
  }

  /// One of the two networks.
  enum Network: Sendable {
    case generator, discriminator

    /// The network that a tag names; nil if it names none, or both.
    init?(_ words: TagWords) {
      let names = Adversaries.names(words)
      let isGenerator = names.contains { generators.contains($0) }
      guard isGenerator != names.contains(where: { discriminators.contains($0) }) else {
        return nil
      }
      self = isGenerator ? .generator : .discriminator
    }
  }

  /// The words of a tag; a word joined with `loss` is separated: `discloss` becomes `disc`.
  private static func names(_ words: TagWords) -> [String] {
    words.all.map { word in
      if word.count > 4, word.hasSuffix("loss") { return String(word.dropLast(4)) }
      if word.count > 4, word.hasPrefix("loss") { return String(word.dropFirst(4)) }
      if word.count > 3, word.hasPrefix("err") { return String(word.dropFirst(3)) }
      return word
    }
  }

  private static let generators: Set<String> = ["g", "gen", "generator", "netg", "ae"]
  private static let discriminators: Set<String> = [
    "d", "disc", "dis", "discriminator", "netd", "critic",
  ]
  private static let contest = generators.union(discriminators).union([
    "adv", "adversarial", "gan", "fake", "real", "feature", "matching", "fm", "gp", "penalty", "r1",
    "cycle", "idt",
  ])
  private static let distances: Set<String> = [
    "mel", "l1", "l2", "mse", "mae", "recon", "reconstruction", "rec", "lpips", "perceptual",
    "stft", "pixel", "pix",
  ]
}
