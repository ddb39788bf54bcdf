import EventFiles
import Scalars

/// What the files of one member say of their tags, and which tags no file had explained when they were met.
struct MemberTags {
  /// What the files read so far say.
  private(set) var known = KnownTags()
  private var unexplained: Set<ByteKey> = []
  /// Whether the member has one file, whose metadata is of use to no other.
  private var isSingle: Bool

  init(fileCount: Int) { isSingle = fileCount == 1 }

  /// Whether tensors were left out of which it is known by now that they are scalars.
  var isLate: Bool { unexplained.contains { known.isScalar($0.text) } }

  /// Takes in what a file says that has been read, to its end or as far as there is any.
  mutating func add(_ reader: borrowing LogFileReader) {
    let tags = reader.unexplainedTags
    if isSingle, tags.isEmpty { return }
    reader.tell(&known)
    for tag in tags { unexplained.insert(ByteKey(tag)) }
  }

  /// Makes room for a file behind those that were read so far.
  mutating func addFile() { isSingle = false }

  /// Begins another reading of the same files, knowing what all of them say.
  mutating func beginAgain() { unexplained = [] }
}
