/// Detects whether a file was cut or rewritten while it was read, at almost no cost.
///
/// A writer that appends never makes the file smaller, and never changes its first bytes, which
/// hold the time at which the file was begun. A file that one call reads whole cannot change in
/// between.
struct ChangeWatch {
  /// How many of the first bytes are compared.
  private static let length = 64

  /// The size of the file when it was opened.
  private(set) var size: Int64 = 0
  private var modified: Int64 = 0
  private var head: [UInt8] = []
  private var reads = 0

  /// A file was opened.
  mutating func begin(_ facts: FileFacts?) {
    size = facts?.size ?? 0
    modified = facts?.modified ?? 0
    reads = 0
  }

  /// Bytes of the file at `offset` were read.
  mutating func note(_ buffer: borrowing PaddedBytes, _ range: Range<Int>, at offset: Int64) {
    reads += 1
    if offset == 0 { head = buffer.bytes(range.prefix(Self.length)) }
  }

  /// Whether the file is shorter now than when it was opened.
  ///
  /// Some systems report sizes that their files do not have; those stay the same.
  func hasShrunk(_ now: FileFacts) -> Bool { now.size < size }

  /// Whether the file was read in several calls, between which something may have happened.
  var mayHaveChanged: Bool { reads > 1 }

  /// The first bytes, if they should be compared with the file's first bytes now.
  func doubtfulHead(_ now: FileFacts?) -> [UInt8]? {
    guard !head.isEmpty, let now, now.modified != modified else { return nil }
    return head
  }
}
