import EventFiles
import Scalars

/// What the files of one member say about their tags, and which tags had no metadata when they were
/// met.
struct MemberTags {
  /// What the files read so far say.
  private(set) var known = KnownTags()
  private var unexplained: Set<ByteKey> = []
  /// Whether the member has only one file; then its metadata is of no use to another.
  private var isSingle: Bool

  init(fileCount: Int) { isSingle = fileCount == 1 }

  /// Whether tensors were left out that are known to be scalars by now.
  var isLate: Bool { unexplained.contains { known.isScalar($0.text) } }

  /// Adds what a file says that was read to its end, or as far as it goes for now.
  mutating func add(_ reader: borrowing LogFileReader) {
    let tags = reader.unexplainedTags
    if isSingle, tags.isEmpty { return }
    reader.tell(&known)
    for tag in tags { unexplained.insert(ByteKey(tag)) }
  }

  /// Makes room for one more file after those read so far.
  mutating func addFile() { isSingle = false }

  /// Begins another pass over the same files, with the facts of all of them.
  mutating func beginAgain() { unexplained = [] }
}
