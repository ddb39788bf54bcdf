package import Convergence
import TextFormats

extension Sentences {
  /// A phrase as text, with the names of this run's series.
  package func text(_ phrase: Phrase) -> String {
    phrase.pieces.map { piece in
      switch piece {
      case .text(let words): words
      case .name(let subject): name(of: subject)
      case .step(let number, _): step(number)
      case .value(let number, _): setting(number)
      case .count(let count, "", _): numbers.integer(Int64(count))
      case .count(let count, let noun, _): counted(count, noun)
      }
    }.joined()
  }

  private func name(of subject: Phrase.Subject) -> String {
    switch subject {
    case .judged: judgement.isOfTrain ? brokenName : metric
    case .train: trainName
    case .learningRate: learningRateName
    case .tag(let tag): tag
    }
  }
}

extension Judgement {
  /// What was recognised under a data name, if it was.
  func observation(_ dataName: String) -> Observation? {
    flags.lazy.compactMap { flag in
      if case .recognised(let observation) = flag { observation } else { nil }
    }.first { $0.dataName == dataName }
  }
}
