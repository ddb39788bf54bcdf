import Arguments
import Convergence
import TextFormats

/// An event that `watch` can wait for, or report to others.
enum Occasion: Hashable {
  /// A run has this verdict.
  case verdict(Verdict)
  /// A run has been silent for unusually long, but has not ended.
  case stalled
  /// A run has ended.
  case finished

  /// Its name on the command line.
  var name: String {
    switch self {
    case .verdict(let verdict): verdict.dataName
    case .stalled: "stalled"
    case .finished: "finished"
    }
  }

  /// All there is.
  static let all = ends + [.stalled]

  /// The events that are reported by default.
  static let worthTelling: [Occasion] = [
    .verdict(.diverged), .verdict(.overfitting), .verdict(.worsening), .finished,
  ]

  /// The events that can be waited for.
  static let ends = Verdict.allCases.map(Occasion.verdict) + [.finished]
}

extension ValueType where Value == Occasion {
  /// One of these events; verdicts are also accepted as reports write them.
  static func occasion(among occasions: [Occasion]) -> ValueType<Occasion> {
    let names = occasions.map(\.name)
    return ValueType(completion: .words(names), choices: names) { (text, name) throws(UsageError) in
      let wanted = text.lowercased()
      if let occasion = occasions.first(where: { $0.name == wanted }) { return occasion }
      if let verdict = Verdict.allCases.first(where: { $0.rawValue == wanted }) {
        return .verdict(verdict)
      }
      let close = closest(to: wanted, among: names).first.map { ["did you mean  \($0) ?"] } ?? []
      throw UsageError(
        "\(name) knows no verdict or state \"\(text)\"",
        hints: close + ["choose from  \(names.joined(separator: ", "))"])
    }
  }
}
