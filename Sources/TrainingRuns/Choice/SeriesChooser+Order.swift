import LogDirectories
import Scalars

extension SeriesChooser {
  func isBetterValidation(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    validationRank(a).lexicographicallyPrecedes(validationRank(b))
  }

  func validationRank(_ candidate: SeriesCandidate) -> [Int] {
    // The whole loss comes before its parts; an epoch's value before a batch's; validation before
    // test.
    [
      candidate.words.isTest ? 1 : 0, candidate.subject == ["loss"] ? 0 : 1,
      candidate.isLoss ? 0 : 1, isSide(candidate) ? 1 : 0, candidate.has(["95"]) ? 0 : 1,
      candidate.words.contains("step") ? 1 : 0,
      candidate.words.contains("iterations") || candidate.words.contains("batch") ? 1 : 0,
      candidate.subject.count, candidate.words.contains("total") ? 0 : 1,
      -candidate.points, candidate.index,
    ]
  }

  func isBetterTrain(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    trainRank(a).lexicographicallyPrecedes(trainRank(b))
  }

  func trainRank(_ candidate: SeriesCandidate) -> [Int] {
    // The loss of one part of an agent is not the goal of the training.
    [
      candidate.subject == ["loss"] ? 0 : 1, candidate.words.contains("total") ? 0 : 1,
      candidate.words.namesPartOfAgent || candidate.words.contains("v") ? 1 : 0,
      candidate.role == .train ? 0 : 1,
      candidate.subject.count, -candidate.points,
      candidate.index,
    ]
  }

  func isBetterNamed(_ a: SeriesCandidate, _ b: SeriesCandidate) -> Bool {
    namedRank(a).lexicographicallyPrecedes(namedRank(b))
  }

  private func namedRank(_ candidate: SeriesCandidate) -> [Int] {
    [candidate.role == .validation ? 0 : 1, isSide(candidate) ? 1 : 0, candidate.index]
  }
}

extension TagWords {
  /// Whether it measures one part of an agent, or a term of its loss.
  var namesPartOfAgent: Bool { all.contains { Self.partsOfAgents.contains($0) } }

  private static let partsOfAgents: Set<String> = [
    "policy", "pi", "pg", "actor", "critic", "value", "vf", "q", "qf", "qf1", "qf2", "surrogate",
    "entropy", "alpha", "temperature", "aux", "auxiliary", "kl", "regularization", "reg", "commit",
  ]
}
