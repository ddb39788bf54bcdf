/// Bytes with random access from any thread.
protocol BytesAtOffsets: Sendable {
  /// Reads up to `count` bytes from `offset` on into `buffer` at `index`; 0 only at the end.
  func read(
    into buffer: inout PaddedBytes, at index: Int, count: Int, from offset: Int64
  ) throws(FileDescriptor.Failure) -> Int

  /// The number of bytes up to `offset`: `offset` itself, or less if the bytes end before it.
  ///
  /// `isWanted` says whether the skipped bytes are likely to be read later.
  func extent(upTo offset: Int64, isWanted: Bool) throws(FileDescriptor.Failure) -> Int64

  /// How the compressed stream behind these bytes ended, if its end has been reached.
  var streamEnd: Inflation.End? { get }

  /// Whether reading at any offset costs as little as reading sequentially.
  var canSeek: Bool { get }
}

extension BytesAtOffsets {
  var streamEnd: Inflation.End? { nil }

  /// The bytes from `offset` on, fewer than `count` only at the end.
  func bytes(_ count: Int, at offset: Int64) throws(FileDescriptor.Failure) -> [UInt8] {
    var buffer = PaddedBytes(capacity: count)
    var filled = 0
    while filled < count {
      let read = try read(
        into: &buffer, at: filled, count: count - filled, from: offset + Int64(filled))
      if read == 0 { break }
      filled += read
    }
    return buffer.bytes(0..<filled)
  }
}

/// A file that stays open, so that a new file at its path does not matter.
final class OpenedFile: BytesAtOffsets {
  private let descriptor: FileDescriptor
  /// Its state when it was opened.
  let facts: FileFacts

  /// Opens a regular file; nil if there is something else at the path.
  init?(_ path: [UInt8]) throws(FileDescriptor.Failure) {
    let fresh = try FileDescriptor(opening: path)
    guard let facts = fresh.facts, facts.isRegular else { return nil }
    descriptor = fresh
    self.facts = facts
  }

  /// Whether the file was written since it was opened, so that offsets may be out of date.
  var hasChanged: Bool {
    guard let now = descriptor.facts else { return false }
    return now.size != facts.size || now.modified != facts.modified
  }

  var canSeek: Bool { true }

  func read(
    into buffer: inout PaddedBytes, at index: Int, count: Int, from offset: Int64
  ) throws(FileDescriptor.Failure) -> Int {
    try descriptor.read(into: &buffer, at: index, count: count, from: offset)
  }

  func extent(upTo offset: Int64, isWanted: Bool) -> Int64 { min(offset, facts.size) }
}

/// Bytes in memory.
struct BytesInMemory: BytesAtOffsets {
  let contents: [UInt8]

  var canSeek: Bool { true }

  func read(
    into buffer: inout PaddedBytes, at index: Int, count: Int, from offset: Int64
  ) -> Int {
    guard offset < Int64(contents.count) else { return 0 }
    let start = Int(offset)
    let taken = min(count, contents.count - start)
    buffer.copy(contents, start..<start + taken, to: index)
    return taken
  }

  func extent(upTo offset: Int64, isWanted: Bool) -> Int64 { min(offset, Int64(contents.count)) }
}
