/// The source of a file's bytes: a path, memory, or a member of an archive.
package enum FileLocation: Sendable {
  /// A path of the file system, byte for byte; `seen` are the facts about the file when it was
  /// found.
  case path([UInt8], seen: FileFacts? = nil)
  /// In memory.
  case memory([UInt8])
  /// In an archive.
  case member(ArchiveMember)
}

extension FileLocation {
  /// All bytes of the file; a larger file than `limit` is refused, or read only to the limit.
  ///
  /// - Throws: An ``EventFileError`` if it cannot be read completely. A member of an archive with a
  /// wrong checksum is an error, too, unless reading stopped before its end.
  package func contents(limit: Int, isCut: Bool = false) throws(EventFileError) -> [UInt8] {
    var file = FileBytes(self)
    var bytes: [UInt8] = []
    while true {
      let piece = try file.next(min(1 << 16, max(1, limit - bytes.count)))
      if piece.isEmpty { break }
      if bytes.count + piece.count > limit {
        if isCut { return bytes + piece.prefix(limit - bytes.count) }
        throw .tooLarge(path: file.name, limit: limit)
      }
      bytes += piece
      if isCut, bytes.count == limit { return bytes }
    }
    if let flaw = file.flaw { throw .damaged(path: file.name, reason: flaw) }
    return bytes
  }
}

/// The bytes of a file from beginning to end, in constant memory, from any location.
package struct FileBytes: ~Copyable {
  private var stream: ByteStream
  private var isOpen = false

  /// Prepares to read; nothing is opened yet.
  package init(_ location: FileLocation) { stream = ByteStream(location) }

  /// The file's name in messages.
  package var name: String { stream.name }

  /// The next bytes, at most `count`; none at the end.
  package mutating func next(_ count: Int) throws(EventFileError) -> [UInt8] {
    if !isOpen {
      _ = try stream.open(at: 0)
      isOpen = true
    }
    var buffer = PaddedBytes(capacity: count)
    let read = try stream.read(into: &buffer, at: 0, count: count)
    return buffer.bytes(0..<read)
  }

  /// At the end: the reason why these are not the bytes that were packed; nil if all is well.
  package var flaw: String? {
    switch stream.packingEnd {
    case .damaged(let reason): reason
    case .truncated: "the archive ends in the middle of it"
    case .complete, .trailingBytes, nil: nil
    }
  }
}
