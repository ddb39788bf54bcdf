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
  /// Why it was not kept although it is wanted.
  var refusal: ArchiveProblem.Reason?
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
/// Wanted members are kept: in memory as long as there is room, then in a temporary file. Which of
/// them make one run, and which need a second pass, is known only at the end of the stream.
final class TarStream: TarInput {
  private static let blockSize = 1 << 17
  /// At most this many bytes are allocated for a member before its bytes have arrived.
  private static let trustedSize: Int64 = 1 << 20

  private let next: () throws(FileDescriptor.Failure) -> [UInt8]
  private var store: StreamStore
  private var inflation: Inflation?
  private var isBegun = false
  private var isAtEnd = false
  /// Bytes that have arrived and were not skipped, and the offset of the first of them.
  private var window: [UInt8] = []
  private var used = 0
  private var offset: Int64 = 0

  /// Prepares to read what `next` returns (nothing at the end), and to keep what there is room for.
  init(room: StreamRoom, next: @escaping () throws(FileDescriptor.Failure) -> [UInt8]) {
    self.next = next
    store = StreamStore(room)
  }

  var streamEnd: Inflation.End? { inflation?.end }

  func read(_ count: Int, at offset: Int64) throws(FileDescriptor.Failure) -> [UInt8] {
    try pass(to: offset)
    while window.count - used < count, !isAtEnd { try fill() }
    let taken = Array(window[used..<min(window.count, used + count)])
    used += taken.count
    self.offset += Int64(taken.count)
    return taken
  }

  func content(of member: TarMember) throws(FileDescriptor.Failure) -> TarContent {
    var content = TarContent(size: member.size, end: 0)
    if member.isWanted {
      if store.hasMemory(for: member.size) {
        try keepInMemory(member, &content)
      } else {
        try keepOnDisk(member, &content)
      }
    }
    try pass(to: member.end)
    content.end = offset
    return content
  }

  private func keepInMemory(
    _ member: TarMember, _ content: inout TarContent
  ) throws(FileDescriptor.Failure) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(min(member.size, Self.trustedSize)))
    func pad(to end: Int64) { bytes += repeatElement(0, count: Int(end) - bytes.count) }
    var isWhole = true
    for piece in member.pieces where isWhole {
      pad(to: piece.start)
      isWhole = try take(piece) { bytes += window[$0] }
    }
    if isWhole { pad(to: member.size) }
    store.keep(inMemory: bytes.count)
    content.location = .memory(bytes)
    content.size = Int64(bytes.count)
  }

  private func keepOnDisk(
    _ member: TarMember, _ content: inout TarContent
  ) throws(FileDescriptor.Failure) {
    var draft = store.draft()
    for piece in member.pieces {
      draft.begin(at: piece.start)
      let isWhole = try take(piece) { draft.append(window, $0) }
      if isWhole { continue }
      content.size = piece.start + (draft.pieces.last?.count ?? 0)
      break
    }
    content.refusal = draft.refusal
    guard let file = draft.file, draft.refusal == nil else { return }
    content.location = .member(
      ArchiveMember(
        archive: file, file: nil, packing: .pieces(draft.pieces), size: content.size,
        name: member.name))
  }

  /// Hands on the bytes of a piece, range by range of the window; false if the stream ends within
  /// it.
  private func take(
    _ piece: ArchiveMember.Piece, _ body: (Range<Int>) -> Void
  ) throws(FileDescriptor.Failure) -> Bool {
    try pass(to: piece.place)
    let end = piece.place + piece.count
    while offset < end {
      let range = try arrived(upTo: end)
      if range.isEmpty { return false }
      body(range)
    }
    return true
  }

  func drain() throws(FileDescriptor.Failure) { try pass(to: .max) }

  /// Skips bytes up to `target`, or to the end.
  private func pass(to target: Int64) throws(FileDescriptor.Failure) {
    while offset < target, try !arrived(upTo: target).isEmpty {}
  }

  /// The next bytes, by their places in the window, up to an offset in the stream; none at the end.
  private func arrived(upTo end: Int64) throws(FileDescriptor.Failure) -> Range<Int> {
    if used == window.count, !isAtEnd { try fill() }
    let range = used..<used + Int(min(Int64(window.count - used), end - offset))
    used = range.upperBound
    offset += Int64(range.count)
    return range
  }

  private func fill() throws(FileDescriptor.Failure) {
    window.removeFirst(used)
    used = 0
    if !isBegun { try begin() }
    if inflation == nil {
      let piece = try next()
      isAtEnd = piece.isEmpty
      if window.isEmpty { window = piece } else { window += piece }
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
