/// A file in an archive: which bytes of the archive belong to it, and how they are packed.
package struct ArchiveMember: Sendable {
  /// How the bytes are stored in the archive.
  enum Packing: Sendable {
    /// Uncompressed, in pieces; bytes outside the pieces are zero, as in a sparse file.
    case pieces([Piece])
    /// As one stream, possibly deflated, with its CRC-32.
    case checked(ZipPacking)
  }

  /// A part of the file that is stored uncompressed in the archive.
  struct Piece: Sendable, Equatable {
    /// The offset of its first byte in the file.
    var start: Int64
    /// How many bytes it has.
    var count: Int64
    /// The offset of its first byte in the archive.
    var place: Int64
  }

  /// The source of the archive's bytes.
  let archive: any BytesAtOffsets
  /// The archive's file, if it is a file.
  let file: OpenedFile?
  let packing: Packing
  /// The file's size in bytes, as far as the archive contains it.
  let size: Int64
  /// The path of the member in messages.
  let name: [UInt8]

  /// Whether its bytes can be read in any order.
  var canSeek: Bool {
    if case .pieces = packing { return archive.canSeek }
    return false
  }
}

/// How a zip archive packs a file.
struct ZipPacking: Sendable {
  /// The offset of its first byte in the archive.
  var place: Int64
  /// Its size in the archive, in bytes.
  var packedSize: Int64
  var isDeflated: Bool
  /// The CRC-32 of the unpacked bytes.
  var checksum: UInt32
}

/// Reads the bytes of a member; a packed one only in order.
struct MemberCursor: ~Copyable {
  /// How many packed bytes are read at once.
  private static let readSize = 1 << 16

  let member: ArchiveMember
  private var inflater: Inflater?
  /// The position of the next packed byte, relative to the first.
  private var packedOffset: Int64 = 0
  /// How many bytes were unpacked.
  private var position: Int64 = 0
  private var checksum: UInt32 = 0
  /// How a packed member ended.
  private(set) var end: Inflation.End?

  init(_ member: ArchiveMember) {
    self.member = member
    if case .checked(let packing) = member.packing, packing.isDeflated {
      inflater = Inflater(.deflate)
    }
  }

  /// Reads up to `count` bytes from `offset` on; for a packed member, `offset` must be where the
  /// last call ended.
  mutating func read(
    into buffer: inout PaddedBytes, at index: Int, count: Int, from offset: Int64
  ) throws(FileDescriptor.Failure) -> Int {
    switch member.packing {
    case .pieces(let pieces):
      return try read(pieces, into: &buffer, at: index, count: count, from: offset)
    case .checked(let packing):
      if end != nil { return 0 }
      let room = Int(min(Int64(count), member.size - position))
      let made =
        packing.isDeflated
        ? try inflate(packing, into: &buffer, at: index, count: room)
        : try copy(packing, into: &buffer, at: index, count: room)
      checksum = crc32(of: buffer, index..<index + made, from: checksum)
      position += Int64(made)
      if position == member.size, end == nil { try finish(packing) }
      return made
    }
  }

  private func read(
    _ pieces: [ArchiveMember.Piece], into buffer: inout PaddedBytes, at index: Int, count: Int,
    from offset: Int64
  ) throws(FileDescriptor.Failure) -> Int {
    let left = member.size - offset
    if left <= 0 { return 0 }
    // The first piece that ends after the offset.
    var (low, high) = (0, pieces.count)
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].start + pieces[middle].count <= offset {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let wanted = Int(min(Int64(count), left))
    if low < pieces.count, pieces[low].start <= offset {
      let within = offset - pieces[low].start
      return try member.archive.read(
        into: &buffer, at: index, count: min(wanted, Int(clamping: pieces[low].count - within)),
        from: pieces[low].place + within)
    }
    let hole = low < pieces.count ? pieces[low].start - offset : left
    let zeros = min(wanted, Int(clamping: hole), Self.readSize)
    buffer.copy([UInt8](repeating: 0, count: zeros), 0..<zeros, to: index)
    return zeros
  }

  private mutating func copy(
    _ packing: ZipPacking, into buffer: inout PaddedBytes, at index: Int, count: Int
  ) throws(FileDescriptor.Failure) -> Int {
    if count == 0 { return 0 }
    let read = try member.archive.read(
      into: &buffer, at: index, count: count, from: packing.place + packedOffset)
    packedOffset += Int64(read)
    if read == 0 { end = .truncated }
    return read
  }

  private mutating func inflate(
    _ packing: ZipPacking, into buffer: inout PaddedBytes, at index: Int, count: Int
  ) throws(FileDescriptor.Failure) -> Int {
    guard let inflater, count > 0 else { return 0 }
    while true {
      switch inflater.inflate(into: &buffer, at: index, count: count) {
      case .made(let made): return made
      case .failed(let reason):
        end = .damaged(reason)
        return 0
      case .ended:
        end = .damaged("it unpacks to fewer bytes than the archive says")
        return 0
      case .needsInput:
        let piece = try nextPacked(packing)
        if piece.isEmpty {
          end = .truncated
          return 0
        }
        inflater.feed(piece)
      }
    }
  }

  private mutating func nextPacked(
    _ packing: ZipPacking
  ) throws(FileDescriptor.Failure) -> [UInt8] {
    let count = Int(min(Int64(Self.readSize), packing.packedSize - packedOffset))
    if count <= 0 { return [] }
    let piece = try member.archive.bytes(count, at: packing.place + packedOffset)
    packedOffset += Int64(piece.count)
    return piece
  }

  /// The expected number of bytes is unpacked: now check the CRC, and that no more bytes follow.
  private mutating func finish(_ packing: ZipPacking) throws(FileDescriptor.Failure) {
    if let inflater {
      var spare = PaddedBytes(capacity: 1)
      while true {
        switch inflater.inflate(into: &spare, at: 0, count: 1) {
        case .made:
          end = .damaged("it unpacks to more bytes than the archive says")
          return
        case .failed(let reason):
          end = .damaged(reason)
          return
        case .needsInput:
          let piece = try nextPacked(packing)
          if piece.isEmpty {
            end = .truncated
            return
          }
          inflater.feed(piece)
          continue
        case .ended: break
        }
        break
      }
    }
    let isRight = checksum == packing.checksum
    end = isRight ? .complete : .damaged("its bytes do not match the checksum in the archive")
  }
}
