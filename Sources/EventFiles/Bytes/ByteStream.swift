/// The source of the bytes of records: a file, memory, a descriptor or a member of an archive;
/// inflated if compressed.
struct ByteStream: ~Copyable {
  fileprivate enum Source {
    case path([UInt8])
    case memory([UInt8])
    case descriptor(Int32)
    case member(ArchiveMember)
  }

  private let source: Source
  private var file: FileDescriptor?
  /// The raw bytes read from the source so far.
  private(set) var rawOffset: Int64 = 0
  private var inflation: Inflation?
  /// The reader of a member of an archive.
  private var cursor: MemberCursor?
  /// How a packed member ended.
  private var memberEnd: Inflation.End?
  /// The identity of the file that was opened first.
  private var identity: (device: UInt64, inode: UInt64)?
  private var watch = ChangeWatch()
  /// The facts about the file when it was found; the first opening need not ask for them again.
  private var seen: FileFacts?
  /// Whether nothing has been read since an opening that took such facts.
  private var isUnchecked = false

  init(path: [UInt8]) { source = .path(path) }
  init(memory: [UInt8]) { source = .memory(memory) }
  init(descriptor: Int32) { source = .descriptor(descriptor) }

  init(_ location: FileLocation) {
    switch location {
    case .path(let path, let seen):
      source = .path(path)
      self.seen = seen
    case .memory(let bytes): source = .memory(bytes)
    case .member(let member): source = .member(member)
    }
  }

  /// What another stream needs to read the same file or bytes.
  struct Origin: Sendable {
    fileprivate let source: Source
    fileprivate let identity: (device: UInt64, inode: UInt64)?
  }

  /// The origin of the stream; `nil` if its bytes can be read only once.
  var origin: Origin? { canSeek ? Origin(source: source, identity: identity) : nil }

  /// Another stream of the same bytes; it cannot be opened if another file is at the path by then.
  init(_ origin: Origin) {
    source = origin.source
    identity = origin.identity
  }

  /// The path, for messages.
  var name: String {
    switch source {
    case .path(let path): String(decoding: path, as: UTF8.self)
    case .memory: "bytes in memory"
    case .descriptor(let number): number == 0 ? "standard input" : "descriptor \(number)"
    case .member(let member): String(decoding: member.name, as: UTF8.self)
    }
  }

  /// Whether reading can stop and continue later at the same position.
  var isReopenable: Bool {
    isPath && inflation == nil
  }

  private var isPath: Bool {
    if case .path = source { return true }
    return false
  }

  /// Whether the bytes are inflated.
  var isInflating: Bool { inflation != nil }

  /// Whether its bytes can be read again.
  var canSeek: Bool {
    if inflation != nil { return false }
    return switch source {
    case .path, .memory: true
    case .descriptor: false
    case .member(let member): member.canSeek
    }
  }

  /// Opens a file at `offset`, unless it is open.
  ///
  /// - Returns: the size of the file, if it has one.
  mutating func open(at offset: Int64) throws(EventFileError) -> Int64? {
    switch source {
    case .memory(let bytes): return Int64(bytes.count)
    case .descriptor(let number):
      if file == nil { file = FileDescriptor(borrowing: number) }
      return nil
    case .member(let member):
      if cursor == nil { cursor = MemberCursor(member) }
      if member.file?.hasChanged == true { throw .rewritten(path: name, offset: rawOffset) }
      return member.size
    case .path(let path):
      if file == nil { return try reopen(path, at: offset) }
      let now = file?.facts
      if let now, watch.hasShrunk(now) {
        throw .truncated(path: name, size: now.size, readUpTo: rawOffset)
      }
      return now?.size
    }
  }

  private mutating func reopen(
    _ path: [UInt8], at offset: Int64
  ) throws(EventFileError) -> Int64? {
    let problem: EventFileError?
    let facts: FileFacts?
    do throws(FileDescriptor.Failure) {
      let fresh = try FileDescriptor(opening: path)
      facts = seen ?? fresh.facts
      isUnchecked = seen != nil
      seen = nil
      problem = check(facts, offset: offset)
      if problem == nil {
        file = consume fresh
        rawOffset = offset
        watch.begin(facts)
      }
    } catch {
      throw .cannotOpen(path: name, code: error.code)
    }
    if let problem { throw problem }
    return facts?.size
  }

  /// The reason why the file that was just opened is not the one that was read before.
  private mutating func check(
    _ facts: FileFacts?, offset: Int64
  ) -> EventFileError? {
    guard let facts else { return nil }
    if !facts.isRegular { return .notRegularFile(path: name) }
    if let identity, identity != (facts.device, facts.inode) { return .replaced(path: name) }
    if facts.size < offset {
      return .truncated(path: name, size: facts.size, readUpTo: offset)
    }
    identity = (facts.device, facts.inode)
    return nil
  }

  /// Closes the file; if the stream is reopenable, `open` continues later.
  mutating func close() {
    file = nil
    cursor = nil
  }

  /// Moves back (or on) to the byte at `offset`; only if `canSeek`.
  mutating func seek(to offset: Int64) { rawOffset = offset }

  /// Reads up to `count` bytes into `buffer` at `index`; 0 if there are no more for now.
  mutating func read(
    into buffer: inout PaddedBytes, at index: Int, count: Int
  ) throws(EventFileError) -> Int {
    guard inflation != nil else { return try readRaw(into: &buffer, at: index, count: count) }
    while true {
      switch inflation?.read(into: &buffer, at: index, count: count) {
      case .made(let made): return made
      case .ended, .none: return 0
      case .needsInput:
        var raw = PaddedBytes(capacity: 1 << 16)
        let read = try readRaw(into: &raw, at: 0, count: 1 << 16)
        inflation?.feed(raw.bytes(0..<read))
      }
    }
  }

  private mutating func readRaw(
    into buffer: inout PaddedBytes, at index: Int, count: Int
  ) throws(EventFileError) -> Int {
    if case .memory(let bytes) = source {
      let start = min(Int(rawOffset), bytes.count)
      let taken = min(count, bytes.count - start)
      buffer.copy(bytes, start..<start + taken, to: index)
      rawOffset += Int64(taken)
      return taken
    }
    let read: Int
    do throws(FileDescriptor.Failure) {
      if case .member = source {
        read =
          try cursor?.read(into: &buffer, at: index, count: count, from: rawOffset) ?? 0
        rawOffset += Int64(read)
        if cursor?.end != nil { memberEnd = cursor?.end }
        return read
      }
      read =
        try file?.read(into: &buffer, at: index, count: count, from: isPath ? rawOffset : nil) ?? 0
    } catch {
      throw .cannotRead(path: name, offset: rawOffset, code: error.code)
    }
    if isUnchecked {
      isUnchecked = false
      // Not all of the file as it was found: it may have changed before it was opened.
      if Int64(read) != watch.size - rawOffset, let now = file?.facts {
        identity = (now.device, now.inode)
        watch.begin(now)
      }
    }
    if read > 0 {
      watch.note(buffer, index..<index + read, at: rawOffset)
    } else if isPath, rawOffset < watch.size, let now = file?.facts, watch.hasShrunk(now) {
      throw .truncated(path: name, size: now.size, readUpTo: rawOffset)
    }
    rawOffset += Int64(read)
    return read
  }

  /// Throws if the file's beginning differs from what was read.
  mutating func checkThatBeginningStands() throws(EventFileError) {
    guard isPath, watch.mayHaveChanged, let head = watch.doubtfulHead(file?.facts) else { return }
    var buffer = PaddedBytes(capacity: head.count)
    let read: Int
    do throws(FileDescriptor.Failure) {
      read = try file?.read(into: &buffer, at: 0, count: head.count, from: 0) ?? 0
    } catch { return }
    if buffer.bytes(0..<read) != head { throw .rewritten(path: name, offset: 0) }
  }

  /// From here on the source is compressed; `read` are its bytes that were already read.
  mutating func inflate(_ format: Inflater.Format, after read: [UInt8]) {
    inflation = Inflation(format, first: read)
  }

  /// How the compressed stream ended or failed: the archive's or the inner one.
  var packingEnd: Inflation.End? {
    guard let memberEnd, memberEnd != .complete else { return inflation?.end ?? memberEnd }
    return memberEnd
  }
}
