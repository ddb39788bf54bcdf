import LogDirectories
import Scalars

/// A name in the table of metrics, split into its words.
struct MetricPhrase: Sendable {
  let words: [String]
  let family: MetricFamily

  /// The names of some families by their last words, the longest first.
  static func index(_ families: [MetricFamily]) -> [String: [MetricPhrase]] {
    var index: [String: [MetricPhrase]] = [:]
    index.reserveCapacity(2_048)
    // Split by bytes: a `Character` takes much longer, and every start of the program pays for it.
    for family in families {
      for name in family.names.utf8.split(separator: UInt8(ascii: " ")) {
        let words = name.split(separator: UInt8(ascii: "_")).map { String(Substring($0)) }
        guard let last = words.last else { continue }
        index[last, default: []].append(MetricPhrase(words: words, family: family))
      }
    }
    for (last, phrases) in index where phrases.count > 1 {
      index[last] = phrases.sorted { $0.words.count > $1.words.count }
    }
    return index
  }

  static let strong = index(MetricNames.strong)
  static let weak = index(MetricNames.weak)

  /// Whether the phrase ends at a given word of a tag; the phrase's last word is known to match it.
  func ends(at place: Int, in facts: [WordFacts]) -> Bool {
    guard place + 1 >= words.count else { return false }
    return zip(facts[(place + 1 - words.count)..<place], words).allSatisfy { $0.forms.contains($1) }
  }
}
