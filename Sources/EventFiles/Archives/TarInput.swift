/// The source of a tar archive, read header by header.
protocol TarInput: AnyObject {
  /// The bytes from `offset` on, which must be after all earlier ones; fewer only at the end.
  func read(_ count: Int, at offset: Int64) throws(FileDescriptor.Failure) -> [UInt8]

  /// Skips a member's bytes, and returns the location from which to open it later.
  func content(of member: TarMember) throws(FileDescriptor.Failure) -> TarContent

  /// Skips everything that is left.
  func drain() throws(FileDescriptor.Failure)

  /// How the compressed stream ended, if the archive is compressed.
  var streamEnd: Inflation.End? { get }
}

/// The position of a member in a tar archive.
struct TarMember {
  var name: [UInt8]
  var pieces: [ArchiveMember.Piece]
  /// Its size, holes included.
  var size: Int64
  /// The end of its bytes in the archive.
  var end: Int64
  /// Whether it is likely to be read.
  var isWanted: Bool
}

/// The result of skipping a member.
struct TarContent {
  /// The location from which to open it; nil if it is not wanted, or if there is no room to keep
  /// it.
  var location: FileLocation?
  /// How many of its bytes are there.
  var size: Int64
  /// The end of its bytes in the archive, or the end of the archive.
  var end: Int64
  /// Whether it is wanted but there was no room to keep it.
  var isRefused = false
}

/// A tar archive with random access.
final class TarFile: TarInput {
  private let bytes: any BytesAtOffsets
  private let file: OpenedFile?

  init(_ bytes: any BytesAtOffsets, file: OpenedFile?) {
    self.bytes = bytes
    self.file = file
  }

  func read(_ count: Int, at offset: Int64) throws(FileDescriptor.Failure) -> [UInt8] {
    try bytes.bytes(count, at: offset)
  }

  func content(of member: TarMember) throws(FileDescriptor.Failure) -> TarContent {
    let end = try bytes.extent(upTo: member.end, isWanted: member.isWanted)
    var size = member.size
    if end < member.end {
      // The part of it that exists: the last piece may be cut.
      let cut = member.pieces.first { $0.place + $0.count > end }
      size = cut.map { $0.start + max(0, end - $0.place) } ?? size
    }
    let location = FileLocation.member(
      ArchiveMember(
        archive: bytes, file: file, packing: .pieces(member.pieces), size: size, name: member.name))
    return TarContent(location: location, size: size, end: end)
  }

  func drain() throws(FileDescriptor.Failure) {
    _ = try bytes.extent(upTo: .max, isWanted: false)
  }

  var streamEnd: Inflation.End? { bytes.streamEnd }
}

/// A tar archive from a stream that can be read only once, such as a pipe; gzip is recognized.
///
/// Wanted members are kept in memory, as long as there is room.
final class TarStream: TarInput {
  private static let blockSize = 1 << 17

  private let next: () throws(FileDescriptor.Failure) -> [UInt8]
  private let limit: Int
  private var inflation: Inflation?
  private var isBegun = false
  private var isAtEnd = false
  /// Bytes that have arrived and were not skipped, and the offset of the first of them.
  private var window: [UInt8] = []
  private var used = 0
  private var offset: Int64 = 0
  /// How many bytes are kept.
  private var kept = 0

  /// Prepares to read what `next` returns (nothing at the end); at most `limit` bytes are kept.
  init(limit: Int, next: @escaping () throws(FileDescriptor.Failure) -> [UInt8]) {
    self.next = next
    self.limit = limit
  }

  var streamEnd: Inflation.End? { inflation?.end }

  func read(_ count: Int, at offset: Int64) throws(FileDescriptor.Failure) -> [UInt8] {
    try pass(to: offset)
    return try take(count)
  }

  func content(of member: TarMember) throws(FileDescriptor.Failure) -> TarContent {
    let bytes = member.isWanted ? try keep(member) : nil
    try pass(to: member.end)
    kept += bytes?.count ?? 0
    return TarContent(
      location: bytes.map { .memory($0) }, size: bytes.map { Int64($0.count) } ?? member.size,
      end: offset, isRefused: member.isWanted && bytes == nil)
  }

  /// The bytes of a member, as far as they arrive; nil if there is no room for them.
  private func keep(_ member: TarMember) throws(FileDescriptor.Failure) -> [UInt8]? {
    let room = limit - kept
    var bytes: [UInt8] = []
    for piece in member.pieces {
      guard piece.start <= Int64(room) else { return nil }
      bytes += [UInt8](repeating: 0, count: Int(piece.start) - bytes.count)
      try pass(to: piece.place)
      while Int64(bytes.count) < piece.start + piece.count {
        let left = piece.start + piece.count - Int64(bytes.count)
        let more = try take(Int(min(Int64(Self.blockSize), left)))
        // The archive ends within the member.
        if more.isEmpty { return bytes }
        if bytes.count + more.count > room { return nil }
        bytes += more
      }
    }
    guard member.size <= Int64(room) else { return nil }
    return bytes + [UInt8](repeating: 0, count: Int(member.size) - bytes.count)
  }

  func drain() throws(FileDescriptor.Failure) { try pass(to: .max) }

  /// The next bytes, fewer than `count` only at the end.
  private func take(_ count: Int) throws(FileDescriptor.Failure) -> [UInt8] {
    while window.count - used < count, !isAtEnd { try fill() }
    let taken = Array(window[used..<min(window.count, used + count)])
    used += taken.count
    offset += Int64(taken.count)
    return taken
  }

  /// Skips bytes up to `target`, or to the end.
  private func pass(to target: Int64) throws(FileDescriptor.Failure) {
    while offset < target {
      if used == window.count {
        if isAtEnd { return }
        try fill()
      }
      let passed = Int(min(Int64(window.count - used), target - offset))
      used += passed
      offset += Int64(passed)
    }
  }

  private func fill() throws(FileDescriptor.Failure) {
    window.removeFirst(used)
    used = 0
    if !isBegun { try begin() }
    if inflation == nil {
      let piece = try next()
      isAtEnd = piece.isEmpty
      window += piece
      return
    }
    var buffer = PaddedBytes(capacity: Self.blockSize)
    while true {
      switch inflation?.read(into: &buffer, at: 0, count: Self.blockSize) {
      case .made(let made):
        window += buffer.bytes(0..<made)
        return
      case .ended, .none:
        isAtEnd = true
        return
      case .needsInput: inflation?.feed(try next())
      }
    }
  }

  /// Finds out whether the stream is compressed.
  private func begin() throws(FileDescriptor.Failure) {
    isBegun = true
    while window.count < 2, !isAtEnd {
      let piece = try next()
      isAtEnd = piece.isEmpty
      window += piece
    }
    guard window.starts(with: [0x1F, 0x8B]) else { return }
    inflation = Inflation(.gzip, first: window)
    window = []
    isAtEnd = false
  }
}
