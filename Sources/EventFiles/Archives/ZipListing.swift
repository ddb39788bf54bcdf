/// Lists the members of a zip archive: by its directory, or from its beginning if there is no
/// directory.
///
///     (any prefix) │ local header, content │ … │ central headers │ end of central directory, comment
struct ZipListing {
  private static let mostProblems = 1_000
  /// Comments are at most this long, so the end record is in the last bytes of the archive.
  private static let longestTail = 22 + 65_535

  private let bytes: any BytesAtOffsets
  private let file: OpenedFile?
  private let size: Int64
  private let isWanted: ([UInt8]) -> Bool
  private(set) var tree = ArchiveTree()
  private(set) var problems: [ArchiveProblem] = []
  /// The number of bytes before the archive, such as the program of a self-extracting archive.
  private var prefix: Int64 = 0
  private var isFull = false

  /// Prepares to list; given the path of a file, `isWanted` returns whether it is likely to be
  /// read.
  init(
    _ bytes: any BytesAtOffsets, file: OpenedFile?, isWanted: @escaping ([UInt8]) -> Bool
  ) throws(FileDescriptor.Failure) {
    self.bytes = bytes
    self.file = file
    self.isWanted = isWanted
    size = try bytes.extent(upTo: .max, isWanted: false)
  }

  /// Lists all members.
  mutating func list() {
    do throws(FileDescriptor.Failure) {
      if let directory = try directory() {
        try listDirectory(directory)
      } else {
        try listFromBeginning()
      }
    } catch {
      add(.unreadable(at: 0, code: error.code))
    }
  }

  private mutating func add(_ problem: ArchiveProblem) {
    if problems.count < Self.mostProblems { problems.append(problem) }
  }

  // MARK: The directory

  /// Whether the last bytes contain the end record of an archive.
  static func hasEnd(_ bytes: any BytesAtOffsets) throws(FileDescriptor.Failure) -> Bool {
    let size = try bytes.extent(upTo: .max, isWanted: false)
    let start = max(0, size - Int64(longestTail))
    return endPlace(in: try bytes.bytes(Int(size - start), at: start)) != nil
  }

  /// The last position with an end record, preferring one whose comment ends at the end of the
  /// file.
  private static func endPlace(in tail: [UInt8]) -> Int? {
    var other: Int?
    for place in stride(from: tail.count - 22, through: 0, by: -1)
    where tail[place] == 0x50 && tail[place...].starts(with: ZipFields.end) {
      let length = Int(ZipFields(tail[place...]).number(20, 2))
      if place + 22 + length == tail.count { return place }
      if other == nil { other = place }
    }
    return other
  }

  private struct Directory {
    var start: Int64
    var end: Int64
    var entries: UInt64
  }

  /// The position of the directory; nil if there is none.
  private mutating func directory() throws(FileDescriptor.Failure) -> Directory? {
    let tailStart = max(0, size - Int64(Self.longestTail))
    let tail = try bytes.bytes(Int(size - tailStart), at: tailStart)
    guard let place = Self.endPlace(in: tail) else { return nil }
    let fields = ZipFields(tail[place...])
    var end = tailStart + Int64(place)
    if end + 22 + Int64(fields.number(20, 2)) > size { add(.cutShort(at: size)) }
    var (entries, length, offset) = (
      fields.number(10, 2), fields.number(12, 4), fields.number(16, 4)
    )
    let locator = ZipFields(try bytes.bytes(20, at: max(0, end - 20))[...])
    if end >= 20, locator.begins(with: ZipFields.locator64) {
      let before = end - 20
      let places = [Int64(clamping: locator.number(8, 8)), before - 56]
      for place in places where place >= 0 && place < before {
        let wide = ZipFields(try bytes.bytes(56, at: place)[...])
        guard wide.begins(with: ZipFields.end64), wide.bytes.count == 56 else { continue }
        (entries, length, offset) = (wide.number(32, 8), wide.number(40, 8), wide.number(48, 8))
        end = place
        break
      }
    }
    let start = end - Int64(clamping: length)
    if start >= 0 {
      let signature = try bytes.bytes(4, at: start)
      if entries == 0 || signature == ZipFields.central {
        prefix = start - Int64(clamping: offset)
        return Directory(start: start, end: end, entries: entries)
      }
    }
    return nil
  }

  private mutating func listDirectory(_ directory: Directory) throws(FileDescriptor.Failure) {
    var window = try ZipWindow(bytes, directory.start..<directory.end)
    var count: UInt64 = 0
    while window.offset < directory.end {
      let start = window.offset
      let header = ZipFields(try window.peek(ZipFields.centralSize))
      guard header.begins(with: ZipFields.central), header.bytes.count == ZipFields.centralSize
      else {
        add(.damagedHeader(at: start, resumedAt: nil))
        return
      }
      let length = Int(header.number(28, 2) + header.number(30, 2) + header.number(32, 2))
      let whole = ZipFields(try window.peek(ZipFields.centralSize + length))
      if whole.bytes.count < ZipFields.centralSize + length {
        add(.damagedHeader(at: start, resumedAt: nil))
        return
      }
      try take(ZipEntry(central: whole))
      window.advance(ZipFields.centralSize + length)
      count += 1
    }
    // In a large archive without the 64-bit record, the 16-bit count wraps around.
    if count & 0xFFFF != directory.entries & 0xFFFF {
      add(.damagedHeader(at: directory.end, resumedAt: nil))
    }
  }

  private mutating func take(_ entry: ZipEntry) throws(FileDescriptor.Failure) {
    if entry.isDirectory { return put(entry.name, .directory(0), entry.modified) }
    var name = entry.name
    guard let place = Int64(exactly: entry.offset).map({ $0 &+ prefix }), place >= 0, place < size,
      var local = try localHeader(at: place)
    else {
      add(.member(name, .contradiction))
      return
    }
    local.entry.name = local.entry.name.map {
      $0 == UInt8(ascii: "\\") && !name.contains($0) ? UInt8(ascii: "/") : $0
    }
    if !Self.agree(entry, local.entry) {
      add(.member(name, .contradiction))
      // One of the names is damaged: the one that looks like a log's is more likely right.
      if isWanted(local.entry.name) { name = local.entry.name }
    }
    try take(entry, named: name, content: local.content)
  }

  /// Whether the two headers of a member agree, as far as the local one has the facts.
  private static func agree(_ central: ZipEntry, _ local: ZipEntry) -> Bool {
    guard central.name == local.name, central.method == local.method,
      central.flags & 1 == local.flags & 1
    else { return false }
    if local.hasDescriptor { return true }
    return central.checksum == local.checksum && central.size == local.size
      && central.packedSize == local.packedSize
  }

  private func localHeader(
    at place: Int64
  ) throws(FileDescriptor.Failure) -> (entry: ZipEntry, content: Int64)? {
    // Most names are short: then one read is enough.
    var bytes = try bytes.bytes(256, at: place)
    let header = ZipFields(bytes[...])
    guard header.begins(with: ZipFields.local), bytes.count >= ZipFields.localSize else {
      return nil
    }
    let length = ZipFields.localSize + Int(header.number(26, 2) + header.number(28, 2))
    if length > bytes.count { bytes = try self.bytes.bytes(length, at: place) }
    if length > bytes.count { return nil }
    return (ZipEntry(local: ZipFields(bytes[..<length])), place + Int64(length))
  }

  /// Adds a member whose content begins at a position.
  private mutating func take(
    _ entry: ZipEntry, named name: [UInt8], content place: Int64
  ) throws(FileDescriptor.Failure) {
    let wanted = isWanted(name)
    if !wanted, !entry.isLink, !tree.hasRoomForAll { return }
    var reason: ArchiveProblem.Reason?
    if entry.isEncrypted {
      reason = .encrypted
    } else if entry.method != 0, entry.method != 8 {
      reason = .method(entry.method)
    } else if entry.size > UInt64(Int64.max >> 2) || entry.packedSize > UInt64(Int64.max >> 2)
      || entry.method == 0 && entry.size != entry.packedSize
    {
      reason = .contradiction
    }
    if let reason {
      if wanted { add(.member(name, reason)) }
      return put(name, .other, entry.modified)
    }
    let member = ArchiveMember(
      archive: bytes, file: file,
      packing: .checked(
        ZipPacking(
          place: place, packedSize: Int64(entry.packedSize), isDeflated: entry.method == 8,
          checksum: entry.checksum)),
      size: Int64(entry.size), name: name)
    if entry.isLink {
      let limit = ArchiveTree.longestPath
      if let target = try? FileLocation.member(member).contents(limit: limit), !target.isEmpty,
        !target.contains(0)
      {
        return put(name, .link(target), entry.modified)
      }
      // The content is not a path, so the mode is probably wrong and this is a file.
      add(.member(name, .contradiction))
    }
    put(name, .file(.member(member), size: member.size), entry.modified)
  }

  private mutating func put(_ name: [UInt8], _ content: ArchiveTree.Content, _ modified: Int64) {
    do throws(ArchiveTree.Refusal) { try tree.add(name, content, modified: modified) } catch {
      switch error {
      case .noName: break
      case .nameTooLong: add(.member(Array(name.prefix(64)), .nameTooLong))
      case .tooMany:
        if !isFull { add(.tooManyFiles) }
        isFull = true
      }
    }
  }

  // MARK: Without a directory

  /// Reads local headers one after another.
  private mutating func listFromBeginning() throws(FileDescriptor.Failure) {
    prefix = 0
    var place: Int64 = 0
    var members = 0
    defer { add(members == 0 ? .notAnArchive("a zip archive") : .noDirectory(at: size)) }
    while place < size {
      guard let local = try localHeader(at: place) else {
        let signature = try bytes.bytes(4, at: place)
        if signature.elementsEqual(ZipFields.central) || signature.count < 4 { return }
        guard let next = try nextLocal(after: place) else { return }
        if members > 0 { add(.damagedHeader(at: place, resumedAt: next)) }
        place = next
        continue
      }
      members += 1
      guard let entry = try measured(local.entry, content: local.content) else {
        add(.member(local.entry.name, .contradiction))
        place = local.content
        guard let next = try nextLocal(after: place) else { return }
        place = next
        continue
      }
      if entry.isDirectory {
        put(entry.name, .directory(0), entry.modified)
      } else {
        try take(entry, named: entry.name, content: local.content)
      }
      guard let packed = Int64(exactly: entry.packedSize), packed <= size - local.content else {
        return
      }
      place = local.content + packed
      if entry.hasDescriptor { place = try nextSignature(after: place) }
    }
  }

  /// The entry with its sizes; nil if these are stored after the content and cannot be found.
  private func measured(
    _ entry: ZipEntry, content place: Int64
  ) throws(FileDescriptor.Failure) -> ZipEntry? {
    if !entry.hasDescriptor { return entry }
    if entry.isDirectory { return entry }
    guard entry.method == 8, !entry.isEncrypted else { return nil }
    var entry = entry
    let inflater = Inflater(.deflate)
    var buffer = PaddedBytes(capacity: 1 << 16)
    var (read, made, checksum) = (Int64(0), Int64(0), UInt32(0))
    inflating: while true {
      switch inflater.inflate(into: &buffer, at: 0, count: 1 << 16) {
      case .made(let count):
        checksum = crc32(of: buffer, 0..<count, from: checksum)
        made += Int64(count)
      case .needsInput:
        let piece = try bytes.bytes(1 << 16, at: place + read)
        if piece.isEmpty {
          // The archive is cut within it: the existing bytes are read, and the file is reported as
          // cut.
          entry.size = UInt64(made) + 1
          entry.packedSize = UInt64(read)
          return entry
        }
        read += Int64(piece.count)
        inflater.feed(piece)
      case .ended: break inflating
      case .failed: return nil
      }
    }
    entry.packedSize = UInt64(read - Int64(inflater.pending.count))
    entry.size = UInt64(made)
    let behind = try bytes.bytes(8, at: place + Int64(entry.packedSize))
    let fields = ZipFields(behind[...])
    entry.checksum = UInt32(fields.number(fields.begins(with: ZipFields.descriptor) ? 4 : 0, 4))
    return entry
  }

  /// The position of the next header of any kind, if it is at most a descriptor's length further;
  /// else `place`.
  private func nextSignature(after place: Int64) throws(FileDescriptor.Failure) -> Int64 {
    let behind = try bytes.bytes(28, at: place)
    for skipped in [16, 12, 24, 20] where skipped + 4 <= behind.count {
      let signature = behind[skipped..<skipped + 4]
      if signature.elementsEqual(ZipFields.local) || signature.elementsEqual(ZipFields.central) {
        return place + Int64(skipped)
      }
    }
    return place
  }

  /// The probable position of the next local header.
  private func nextLocal(after place: Int64) throws(FileDescriptor.Failure) -> Int64? {
    let step = 1 << 16
    var start = place + 1
    while start < size {
      let piece = try bytes.bytes(step + 3, at: start)
      if piece.count < 4 { return nil }
      for index in 0...(piece.count - 4)
      where piece[index] == 0x50 && piece[index...].starts(with: ZipFields.local) {
        return start + Int64(index)
      }
      start += Int64(step)
    }
    return nil
  }
}

/// The bytes of an archive, read once in large pieces.
private struct ZipWindow {
  private static let readSize = 1 << 18

  private let bytes: any BytesAtOffsets
  private let end: Int64
  private(set) var offset: Int64
  private var window: [UInt8] = []
  private var used = 0

  init(_ bytes: any BytesAtOffsets, _ range: Range<Int64>) throws(FileDescriptor.Failure) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The next bytes, fewer than `count` only at the end.
  mutating func peek(_ count: Int) throws(FileDescriptor.Failure) -> ArraySlice<UInt8> {
    if window.count - used < count {
      let wanted = min(Int64(max(count, Self.readSize)), end - offset)
      window = try bytes.bytes(Int(wanted), at: offset)
      used = 0
    }
    return window[used..<min(window.count, used + count)]
  }

  mutating func advance(_ count: Int) {
    used += count
    offset += Int64(count)
  }
}
