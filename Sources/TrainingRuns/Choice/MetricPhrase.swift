import LogDirectories
import Scalars

/// A name in the table of metrics, split into its words.
struct MetricPhrase: Sendable {
  let words: [String]
  let family: MetricFamily

  static let strong = MetricIndex(MetricNames.strong)
  static let weak = MetricIndex(MetricNames.weak)

  /// Whether the phrase ends at a given word of a tag; the phrase's last word is known to match it.
  func ends(at place: Int, in facts: [WordFacts]) -> Bool {
    guard place + 1 >= words.count else { return false }
    return zip(facts[(place + 1 - words.count)..<place], words).allSatisfy { $0.forms.contains($1) }
  }
}

/// The names of some families by their last words.
///
/// Only the last words are split off at first, since a run has few of the thousand names and every
/// start of the program pays for the index. Names are split by bytes: a `Character` takes much
/// longer.
struct MetricIndex: Sendable {
  private struct Name {
    let text: Substring
    /// Its family, as an index.
    let family: Int
  }

  private let families: [MetricFamily]
  private var names: [String: [Name]] = [:]

  init(_ families: [MetricFamily]) {
    self.families = families
    names.reserveCapacity(1_024)
    for (place, family) in families.enumerated() {
      for name in family.names.utf8.split(separator: UInt8(ascii: " ")) {
        let start = name.lastIndex(of: UInt8(ascii: "_")).map(name.index(after:))
        let last = String(Substring(name[(start ?? name.startIndex)...]))
        names[last, default: []].append(Name(text: Substring(name), family: place))
      }
    }
  }

  /// The names that end with a word, the longest first.
  subscript(last: String) -> [MetricPhrase] {
    guard let names = names[last] else { return [] }
    let phrases = names.map { name in
      MetricPhrase(
        words: name.text.utf8.split(separator: UInt8(ascii: "_")).map { String(Substring($0)) },
        family: families[name.family])
    }
    return phrases.sorted { $0.words.count > $1.words.count }
  }
}
