/// Lists the members of a tar archive, from its first header to its last.
///
///     header │ content, padded to 512 │ header │ content │ … │ two blocks of zeros
///
/// If a header's checksum fails, that is reported, and the next good header is searched for. Bytes
/// after the end mark are read, too: archives that were concatenated are read as one.
struct TarListing {
  /// Headers that only describe the next member are no larger than this.
  private static let largestNote: Int64 = 4 << 20
  /// At most this many problems are kept.
  private static let mostProblems = 1_000
  /// At most this many holes of sparse members are kept in memory.
  private static let mostHoles = 1 << 20

  private let input: any TarInput
  private let isWanted: ([UInt8]) -> Bool
  private(set) var tree = ArchiveTree()
  private(set) var problems: [ArchiveProblem] = []
  private var offset: Int64 = 0
  private var members = 0
  private var holes = 0
  /// Whether the first header has the mark of ustar or GNU tar; then later ones must have it as
  /// well.
  private var hasMagic = false
  private var everywhere = PaxRecords()
  private var pax = PaxRecords()
  private var longName: [UInt8]?
  private var longLink: [UInt8]?
  private var isFull = false
  /// Links that are likely to be read, and where they lead.
  private var wantedLinks: [(name: [UInt8], target: [UInt8])] = []

  /// Prepares to list; given the path of a file, `isWanted` returns whether it is likely to be
  /// read.
  init(_ input: any TarInput, isWanted: @escaping ([UInt8]) -> Bool) {
    self.input = input
    self.isWanted = isWanted
  }

  /// Lists all members.
  mutating func list() {
    defer { addLinksToLeftOut() }
    do throws(FileDescriptor.Failure) {
      try listMembers()
      try input.drain()
    } catch {
      add(.unreadable(at: offset, code: error.code))
      return
    }
    switch input.streamEnd {
    case .damaged(let words): add(.damagedStream(words))
    case .truncated:
      let isCut = problems.contains { if case .cutShort = $0 { true } else { false } }
      if !isCut { add(.cutShort(at: offset)) }
    case .complete, .trailingBytes, nil: break
    }
  }

  private mutating func add(_ problem: ArchiveProblem) {
    if problems.count < Self.mostProblems { problems.append(problem) }
  }

  private mutating func listMembers() throws(FileDescriptor.Failure) {
    var zeros: Int64 = 0
    while true {
      let block = try input.read(TarHeader.size, at: offset)
      if block.count < TarHeader.size {
        if zeros == 0 { addEnd(block) }
        return
      }
      if block.allSatisfy({ $0 == 0 }) {
        zeros += 1
        offset += 512
        continue
      }
      var found = TarHeader(block)
      if found == nil { found = try search(behindEnd: zeros > 1) }
      guard let header = found else { return }
      zeros = 0
      guard try take(header) else { return }
    }
  }

  private mutating func addEnd(_ block: [UInt8]) {
    if members == 0, block.isEmpty {
      add(.notAnArchive("a tar archive"))
    } else {
      add(block.isEmpty ? .noEnd(at: offset) : .cutShort(at: offset + Int64(block.count)))
    }
  }

  /// Searches for the next good header; nil if there is none.
  private mutating func search(
    behindEnd: Bool
  ) throws(FileDescriptor.Failure) -> TarHeader? {
    let start = offset
    forgetNotes()
    while true {
      offset += 512
      let block = try input.read(TarHeader.size, at: offset)
      if block.count < TarHeader.size {
        if behindEnd { return nil }
        add(
          members == 0
            ? .notAnArchive("a tar archive") : .damagedHeader(at: start, resumedAt: nil))
        return nil
      }
      let isLikely = !hasMagic || Self.hasMagic(block)
      if isLikely, block.contains(where: { $0 != 0 }), let header = TarHeader(block) {
        add(.damagedHeader(at: start, resumedAt: offset))
        return header
      }
    }
  }

  private static func hasMagic(_ block: [UInt8]) -> Bool {
    block[257..<262].elementsEqual("ustar".utf8)
  }

  private mutating func forgetNotes() {
    pax = PaxRecords()
    longName = nil
    longLink = nil
  }

  /// Processes a header and the bytes that belong to it; false if the archive ends within them.
  private mutating func take(_ header: TarHeader) throws(FileDescriptor.Failure) -> Bool {
    if members == 0 { hasMagic = Self.hasMagic(header.block) }
    members += 1
    offset += 512
    switch header.type {
    case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "g"), UInt8(ascii: "L"),
      UInt8(ascii: "K"):
      return try takeNote(header)
    default:
      defer { forgetNotes() }
      var notes = everywhere
      notes.add(pax)
      return try takeMember(header, notes)
    }
  }

  /// Processes a header that describes the next member.
  private mutating func takeNote(_ header: TarHeader) throws(FileDescriptor.Failure) -> Bool {
    let start = offset - 512
    guard header.contentSize <= Self.largestNote else {
      add(.damagedHeader(at: start, resumedAt: nil))
      return try skip(header.contentSize)
    }
    let bytes = try input.read(Int(header.contentSize), at: offset)
    if bytes.count < header.contentSize {
      add(.cutShort(at: offset + Int64(bytes.count)))
      return false
    }
    offset += Self.filled(header.contentSize)
    switch header.type {
    case UInt8(ascii: "L"): longName = Array(bytes.prefix { $0 != 0 })
    case UInt8(ascii: "K"): longLink = Array(bytes.prefix { $0 != 0 })
    default:
      guard let records = PaxRecords(bytes) else {
        add(.damagedHeader(at: start, resumedAt: offset))
        return true
      }
      if header.type == UInt8(ascii: "g") { everywhere.add(records) } else { pax.add(records) }
    }
    return true
  }

  private mutating func takeMember(
    _ header: TarHeader, _ notes: PaxRecords
  ) throws(FileDescriptor.Failure) -> Bool {
    var name = notes["path"] ?? longName ?? header.name
    if let sparse = notes["GNU.sparse.name"] { name = sparse }
    let modified = notes.time("mtime") ?? nanosecondsOfSeconds(header.modified)
    let packed = notes.number("size") ?? header.contentSize
    switch header.type {
    case UInt8(ascii: "1"):
      let target = notes["linkpath"] ?? longLink ?? header.linkName
      addLink(name, to: target)
    case UInt8(ascii: "2"):
      let target = notes["linkpath"] ?? longLink ?? header.linkName
      put(name, .link(target), modified)
      if isWanted(name), wantedLinks.count < Self.mostProblems {
        wantedLinks.append((name, target))
      }
    case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): put(name, .other, modified)
    case UInt8(ascii: "5"): put(name, .directory(0), modified)
    case UInt8(ascii: "D"):
      put(name, .directory(0), modified)
      return try skip(packed)
    case UInt8(ascii: "V"): return try skip(packed)
    case UInt8(ascii: "M"):
      add(.member(name, .continued))
      return try skip(packed)
    default:
      // Before ustar, a name that ends in a slash meant a directory.
      if name.last == UInt8(ascii: "/") {
        put(name, .directory(0), modified)
        return true
      }
      return try takeFile(header, notes, name: name, modified: modified, packed: packed)
    }
    return true
  }

  private mutating func takeFile(
    _ header: TarHeader, _ notes: PaxRecords, name: [UInt8], modified: Int64, packed: Int64
  ) throws(FileDescriptor.Failure) -> Bool {
    let begin = offset
    var size = packed
    var pieces: [ArchiveMember.Piece]? = [
      ArchiveMember.Piece(start: 0, count: packed, place: offset)
    ]
    var end = offset
    if let sparse = try sparseMap(header, notes) {
      size = sparse.size
      pieces = sparse.map?.pieces(
        size: size, packed: packed - (offset - begin - sparse.extra), place: offset)
      end = begin + sparse.extra
    }
    end += packed
    var isRead = true
    let holes = (pieces?.count ?? 1) - 1
    let isTooLarge = size > SparseMap.largest && size != packed
    if pieces == nil || isTooLarge || holes > Self.mostHoles - self.holes {
      add(.member(name, pieces == nil ? .contradiction : .tooManyHoles))
      isRead = false
    } else {
      self.holes += max(0, holes)
    }
    let wanted = isWanted(name)
    let content = try input.content(
      of: TarMember(
        name: name, pieces: isRead ? pieces ?? [] : [], size: isRead ? size : 0, end: end,
        isWanted: wanted && isRead))
    if let refusal = content.refusal { add(.member(name, refusal)) }
    if isRead, wanted || tree.hasRoomForAll {
      put(
        name, content.location.map { .file($0, size: content.size) } ?? .other, modified)
    }
    if content.end < end {
      add(.cutShort(at: content.end))
      return false
    }
    offset = begin + Self.filled(end - begin)
    return true
  }

  /// The pieces of a sparse member, its size, and the offset after the sparse map; nil for other
  /// members.
  ///
  /// `extra` counts the bytes of continuation blocks, which the header's size does not include.
  private mutating func sparseMap(
    _ header: TarHeader, _ notes: PaxRecords
  ) throws(FileDescriptor.Failure) -> (map: SparseMap?, size: Int64, extra: Int64)? {
    if header.type == UInt8(ascii: "S") {
      var map = SparseMap(header: header.block)
      let size = TarHeader.number(header.block[483..<495]) ?? -1
      var isContinued = header.block[482] != 0
      let start = offset
      while isContinued, map != nil {
        let block = try input.read(512, at: offset)
        if map?.add(block: block) != true { map = nil }
        if block.count < 512 { break }
        offset += 512
        isContinued = block[504] != 0
      }
      return (size < 0 ? nil : map, max(0, size), offset - start)
    }
    if notes["GNU.sparse.major"] == [0x31] {
      let size = notes.number("GNU.sparse.realsize") ?? -1
      return (size < 0 ? nil : try sparseMapInContent(), max(0, size), 0)
    }
    guard let size = notes.number("GNU.sparse.size") else { return nil }
    if let list = notes["GNU.sparse.map"] { return (SparseMap(list: list), size, 0) }
    return (SparseMap(numbers: notes.sparseNumbers), size, 0)
  }

  /// Format 1.0: the number of pieces, then start and count of each, one per line, padded to a
  /// block.
  private mutating func sparseMapInContent() throws(FileDescriptor.Failure) -> SparseMap? {
    var numbers: [Int64] = []
    var digits: [UInt8] = []
    while true {
      let block = try input.read(512, at: offset)
      if block.count < 512 { return nil }
      offset += 512
      for byte in block {
        if byte != 10 {
          digits.append(byte)
          if digits.count > 20 { return nil }
          continue
        }
        guard let number = PaxRecords.whole(digits) else { return nil }
        digits = []
        numbers.append(number)
        if numbers[0] > 1 << 16 { return nil }
        if Int64(numbers.count) == 1 + 2 * numbers[0] {
          return SparseMap(numbers: Array(numbers.dropFirst()))
        }
      }
    }
  }

  /// Skips bytes that are not read; false if the archive ends before that.
  private mutating func skip(_ count: Int64) throws(FileDescriptor.Failure) -> Bool {
    let content = try input.content(
      of: TarMember(name: [], pieces: [], size: 0, end: offset + count, isWanted: false))
    if content.end < offset + count {
      add(.cutShort(at: content.end))
      return false
    }
    offset += Self.filled(count)
    return true
  }

  private mutating func put(_ name: [UInt8], _ content: ArchiveTree.Content, _ modified: Int64) {
    do throws(ArchiveTree.Refusal) { try tree.add(name, content, modified: modified) } catch {
      refuse(name, error)
    }
  }

  private mutating func addLink(_ name: [UInt8], to target: [UInt8]) {
    do throws(ArchiveTree.Refusal) {
      if try !tree.link(name, to: target), isWanted(name) {
        add(.member(name, .linkToNothing(target)))
      }
    } catch { refuse(name, error) }
  }

  private mutating func addLinksToLeftOut() {
    for (name, target) in wantedLinks {
      guard let node = tree.node(at: name[...], followsLast: true)?.number,
        case .other = tree.nodes[node].content
      else { continue }
      add(.member(name, .linkToLeftOut(target)))
    }
  }

  private mutating func refuse(_ name: [UInt8], _ refusal: ArchiveTree.Refusal) {
    switch refusal {
    case .noName: break
    case .nameTooLong: add(.member(Array(name.prefix(64)), .nameTooLong))
    case .tooMany:
      if !isFull { add(.tooManyFiles) }
      isFull = true
    }
  }

  /// A size rounded up to whole blocks; this cannot overflow, since a header's numbers are far
  /// below 2^63.
  private static func filled(_ size: Int64) -> Int64 { (size &+ 511) & ~511 }
}
