import LogDirectories
import Scalars

/// A name in the table of metrics, split into its words.
struct MetricPhrase: Sendable {
  let words: [String]
  let family: MetricFamily

  /// The names of some families by their last words, the longest first.
  static func index(_ families: [MetricFamily]) -> [String: [MetricPhrase]] {
    var index: [String: [MetricPhrase]] = [:]
    for family in families {
      for name in family.names.split(separator: " ") {
        let words = name.split(separator: "_").map(String.init)
        guard let last = words.last else { continue }
        index[last, default: []].append(MetricPhrase(words: words, family: family))
      }
    }
    return index.mapValues { $0.sorted { $0.words.count > $1.words.count } }
  }

  static let strong = index(MetricNames.strong)
  static let weak = index(MetricNames.weak)

  /// Whether the phrase ends at a given word of a tag; the phrase's last word is known to match it.
  func ends(at place: Int, in facts: [WordFacts]) -> Bool {
    guard place + 1 >= words.count else { return false }
    return zip(facts[(place + 1 - words.count)..<place], words).allSatisfy { $0.forms.contains($1) }
  }
}
