import Synchronization

/// A file without a name that holds what there is no room for in memory.
///
/// It is appended to by one thread; once that is done, it is read by any number of them.
final class NamelessFile: BytesAtOffsets {
  /// Bytes are written in pieces of at least this size: writing the smaller pieces that a pipe
  /// gives takes three times as long.
  private static let writeSize = 1 << 20

  /// The last bytes, which are not written yet.
  private struct Tail {
    var start: Int64 = 0
    var bytes: [UInt8] = []
  }

  private let descriptor: FileDescriptor
  private let tail = Mutex(Tail())
  /// The folder in which it takes room.
  let folder: [UInt8]
  /// How many bytes it may have.
  let limit: Int64

  /// Creates an empty file in a folder; it may take half of what is free there, so that other
  /// programs keep the rest, but no more than `limit`.
  init(in folder: [UInt8], limit: Int64) throws(FileDescriptor.Failure) {
    self.folder = folder
    descriptor = try FileDescriptor(withoutNameIn: folder)
    self.limit = min(limit, descriptor.freeSpace.map { $0 / 2 } ?? .max)
  }

  var canSeek: Bool { true }

  /// How many bytes it has.
  var end: Int64 { tail.withLock { $0.start + Int64($0.bytes.count) } }

  /// Adds bytes.
  ///
  /// If that fails, the bytes before them can still be read; the caller must cut off the new ones.
  func append(_ bytes: [UInt8], _ range: Range<Int>) throws(FileDescriptor.Failure) {
    try tail.withLock { (tail) throws(FileDescriptor.Failure) in
      tail.bytes += bytes[range]
      let count = tail.bytes.count
      if count < Self.writeSize { return }
      try descriptor.write(tail.bytes, at: tail.start)
      tail.start += Int64(count)
      tail.bytes.removeAll(keepingCapacity: true)
    }
  }

  /// Drops all bytes from `end` on.
  func cut(to end: Int64) {
    tail.withLock { tail in
      let kept = Int(max(0, end - tail.start))
      tail.bytes.removeLast(tail.bytes.count - kept)
      tail.start = min(tail.start, end)
    }
  }

  func read(
    into buffer: inout PaddedBytes, at index: Int, count: Int, from offset: Int64
  ) throws(FileDescriptor.Failure) -> Int {
    let (start, last) = tail.withLock { ($0.start, $0.bytes) }
    if offset >= start {
      return BytesInMemory(contents: last).read(
        into: &buffer, at: index, count: count, from: offset - start)
    }
    return try descriptor.read(
      into: &buffer, at: index, count: Int(min(Int64(count), start - offset)), from: offset)
  }

  func extent(upTo offset: Int64, isWanted: Bool) -> Int64 { min(offset, end) }
}
