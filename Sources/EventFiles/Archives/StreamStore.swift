/// How much is kept of an archive that can be read only once.
package struct StreamRoom: Sendable {
  /// How many bytes of files are kept in memory.
  package var memory: Int
  /// Folders for a temporary file with all other bytes, of which the first that works is taken.
  package var folders: [[UInt8]]
  /// How many bytes the temporary file has at most; half of what was free in its folder is another
  /// limit.
  package var disk: Int64

  /// Room in memory, and in a temporary file in the first folder that works; no file without
  /// folders.
  package init(memory: Int = 1 << 26, folders: [[UInt8]], disk: Int64 = .max) {
    self.memory = memory
    self.folders = folders
    self.disk = disk
  }
}

/// The files that are kept of a stream: in memory as long as there is room, then in a temporary
/// file.
struct StreamStore {
  /// A file that is on its way to the temporary file.
  struct Draft {
    /// The temporary file; nil if there is none.
    let file: NamelessFile?
    /// Where the file begins in it.
    private let start: Int64
    /// What was added so far.
    private(set) var pieces: [ArchiveMember.Piece] = []
    /// Why it cannot be kept.
    private(set) var refusal: ArchiveProblem.Reason?

    fileprivate init(_ file: NamelessFile?, refusal: ArchiveProblem.Reason?) {
      self.file = file
      self.refusal = refusal
      start = file?.end ?? 0
    }

    /// Begins a piece, which starts at an offset of the file that is kept.
    mutating func begin(at start: Int64) {
      guard refusal == nil, let file else { return }
      pieces.append(ArchiveMember.Piece(start: start, count: 0, place: file.end))
    }

    /// Adds bytes to the last piece, unless that failed before.
    mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
      guard refusal == nil, let file else { return }
      if Int64(range.count) > file.limit - file.end { return refuse(nil) }
      do throws(FileDescriptor.Failure) { try file.append(bytes, range) } catch {
        return refuse(error.code)
      }
      pieces[pieces.count - 1].count += Int64(range.count)
    }

    /// Gives up the file: what comes next takes its place.
    private mutating func refuse(_ code: Int32?) {
      guard let file else { return }
      refusal = .noRoom(folder: file.folder, code: code)
      file.cut(to: start)
    }
  }

  private let room: StreamRoom
  private var bytesInMemory = 0
  private var file: NamelessFile?
  /// Why there is no temporary file.
  private var failure: ArchiveProblem.Reason?

  init(_ room: StreamRoom) { self.room = room }

  /// Whether a file of some size has room in memory.
  func hasMemory(for size: Int64) -> Bool { size <= Int64(room.memory - bytesInMemory) }

  /// Counts bytes that are kept in memory.
  mutating func keep(inMemory count: Int) { bytesInMemory += count }

  /// Begins a file in the temporary file, which is created if there is none yet.
  mutating func draft() -> Draft {
    if file == nil, failure == nil { open() }
    return Draft(file, refusal: failure)
  }

  private mutating func open() {
    for folder in room.folders {
      do throws(FileDescriptor.Failure) {
        file = try NamelessFile(in: folder, limit: room.disk)
        failure = nil
        return
      } catch {
        // The first folder is the one that was asked for.
        if failure == nil { failure = .noRoom(folder: folder, code: error.code) }
      }
    }
    if failure == nil { failure = .noRoom(folder: [], code: nil) }
  }
}
