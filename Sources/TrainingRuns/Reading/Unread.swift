package import LogDirectories

/// The list of what could not be read: nothing is left out silently.
package struct Unread: Sendable {
  /// At most this many are listed; the rest are only counted.
  private static let mostNamed = 5

  private var named: [String] = []
  package private(set) var count = 0

  /// Begins with sentences, each of which says why one file or directory could not be read.
  package init(_ sentences: [String] = []) { add(sentences) }

  /// Whether all could be read.
  package var isEmpty: Bool { count == 0 }

  package mutating func add(_ sentences: [String]) {
    count += sentences.count
    named += sentences.prefix(Self.mostNamed - named.count)
  }

  package mutating func add(_ other: Unread) {
    named += other.named.prefix(Self.mostNamed - named.count)
    count += other.count
  }

  /// One line for each of the first few, and one for the rest.
  package var warnings: [String] {
    let more = count - named.count
    let rest = more == 0 ? [] : ["\(more) more could not be read"]
    return (named + rest).map { "warning: \($0)" }
  }
}

extension Ignored {
  /// If the path could not be listed or inspected: the path and why; nil if it was ignored for
  /// another reason.
  package var sentence: String? {
    switch reason {
    case .unreadable(let why): "\(path) cannot be read (\(why))"
    case .archive(let what): "\(path): \(what)"
    default: nil
    }
  }
}

extension Found {
  /// What could not be listed or inspected: its contents are unknown.
  package var unreadSentences: [String] { unread.compactMap(\.sentence) }
}
