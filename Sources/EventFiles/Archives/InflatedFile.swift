import Synchronization

/// Random access to the inflated bytes of a gzip file.
///
///     block │ block │ block │ … │ block          128 KiB each, inflated
///     ↑ resume point    ↑ resume point            the inflater's state, about 40 kB each
///
/// The first pass through the file leaves resume points, from which inflating can continue. The
/// longer the file, the larger their distance, so that their number is limited. Blocks that were
/// read are cached as long as there is room. So memory does not grow with the file: at most 512
/// points and 384 blocks, about 70 MB.
final class InflatedFile: BytesAtOffsets {
  /// The inflated bytes of a block.
  static let blockSize = 1 << 17
  private static let mostPoints = 512
  private static let mostBlocks = 384
  /// How many inflaters are kept at the position where they stopped, for reading the next block.
  private static let mostWaiting = 8

  private struct Block {
    var bytes: [UInt8]
    var lastUse: Int
  }

  private struct State {
    /// Inflater states at block boundaries, in order; the first is the file's beginning.
    var points: [InflatingCursor] = []
    /// How many blocks there are between two resume points.
    var spacing = 1
    var blocks: [Int64: Block] = [:]
    /// The block that was inflated last, cached or not.
    var latest: (number: Int64, bytes: [UInt8])?
    var waiting: [InflatingCursor] = []
    /// A counter of requests, to find the oldest block.
    var clock = 0
    /// The size of the inflated file; nil while it is unknown.
    var size: Int64?
    var end: Inflation.End?
    /// Whether old blocks are dropped from the cache.
    var replacesBlocks = false
  }

  private let file: any BytesAtOffsets
  private let state = Mutex(State())

  /// Prepares to inflate a file; nothing is read yet.
  init(_ file: any BytesAtOffsets) {
    self.file = file
    state.withLock { $0.points.append(InflatingCursor()) }
  }

  var canSeek: Bool { false }

  /// How the stream ended, if its end has been reached.
  var streamEnd: Inflation.End? { state.withLock { $0.end } }

  /// From now on, blocks that were not read lately are dropped to make room.
  func endListing() { state.withLock { $0.replacesBlocks = true } }

  func read(
    into buffer: inout PaddedBytes, at index: Int, count: Int, from offset: Int64
  ) throws(FileDescriptor.Failure) -> Int {
    let number = offset / Int64(Self.blockSize)
    let block = try block(number, isKept: state.withLock { $0.replacesBlocks })
    let start = Int(offset % Int64(Self.blockSize))
    if start >= block.count { return 0 }
    let taken = min(count, block.count - start)
    buffer.copy(block, start..<start + taken, to: index)
    return taken
  }

  func extent(upTo offset: Int64, isWanted: Bool) throws(FileDescriptor.Failure) -> Int64 {
    if offset <= 0 { return 0 }
    let last = (offset - 1) / Int64(Self.blockSize)
    if let size = state.withLock({ $0.size }) { return min(offset, size) }
    let block = try block(last, isKept: isWanted)
    if let size = state.withLock({ $0.size }) { return min(offset, size) }
    return min(offset, last * Int64(Self.blockSize) + Int64(block.count))
  }

  /// The bytes of a block; fewer at the end, none after it.
  private func block(_ number: Int64, isKept: Bool) throws(FileDescriptor.Failure) -> [UInt8] {
    let (known, cursor) = state.withLock { state -> ([UInt8]?, InflatingCursor?) in
      state.clock += 1
      if let size = state.size, number * Int64(Self.blockSize) >= size { return ([], nil) }
      if state.blocks[number] != nil {
        state.blocks[number]?.lastUse = state.clock
        return (state.blocks[number]?.bytes, nil)
      }
      if let latest = state.latest, latest.number == number {
        if isKept { Self.keep(latest.bytes, number, &state) }
        return (latest.bytes, nil)
      }
      return (nil, Self.cursor(before: number, &state))
    }
    if let known { return known }
    guard let cursor else { return [] }
    while true {
      let current = cursor.number
      let bytes = try cursor.next(from: file)
      state.withLock { note(bytes, current, cursor, isKept: isKept, &$0) }
      if bytes.count < Self.blockSize { return current == number ? bytes : [] }
      if current == number {
        state.withLock { state in
          state.waiting.append(cursor)
          if state.waiting.count > Self.mostWaiting { state.waiting.removeFirst() }
        }
        return bytes
      }
    }
  }

  /// The nearest state before a block: a waiting inflater is taken, a resume point is copied.
  private static func cursor(before number: Int64, _ state: inout State) -> InflatingCursor? {
    let waiting = state.waiting.indices.filter { state.waiting[$0].number <= number }
      .max { state.waiting[$0].number < state.waiting[$1].number }
    var (low, high) = (0, state.points.count)
    while low < high {
      let middle = (low + high) / 2
      if state.points[middle].number <= number { low = middle + 1 } else { high = middle }
    }
    let point = low > 0 ? state.points[low - 1] : nil
    if let waiting, state.waiting[waiting].number >= point?.number ?? 0 {
      return state.waiting.remove(at: waiting)
    }
    return point.map { InflatingCursor(at: $0) }
  }

  /// Stores an inflated block; the cursor is right after it.
  private func note(
    _ bytes: [UInt8], _ number: Int64, _ cursor: InflatingCursor, isKept: Bool, _ state: inout State
  ) {
    if bytes.count < Self.blockSize {
      state.size = number * Int64(Self.blockSize) + Int64(bytes.count)
      state.end = cursor.end
    } else if cursor.number >= (state.points.last?.number ?? 0) + Int64(state.spacing) {
      state.points.append(InflatingCursor(at: cursor))
      if state.points.count > Self.mostPoints {
        state.points = state.points.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        state.spacing *= 2
      }
    }
    state.latest = (number, bytes)
    if isKept { Self.keep(bytes, number, &state) }
  }

  private static func keep(_ bytes: [UInt8], _ number: Int64, _ state: inout State) {
    if state.blocks.count >= mostBlocks {
      guard state.replacesBlocks,
        let oldest = state.blocks.min(by: { $0.value.lastUse < $1.value.lastUse })
      else { return }
      state.blocks[oldest.key] = nil
    }
    state.blocks[number] = Block(bytes: bytes, lastUse: state.clock)
  }
}

/// A position in a gzip file from which inflating continues, block by block.
///
/// Used by one thread at a time; resume points are only copied.
private final class InflatingCursor: @unchecked Sendable {
  private static let readSize = 1 << 16

  private var inflation: Inflation
  /// The next compressed byte to be read.
  private var offset: Int64 = 0
  /// The number of the next block.
  private(set) var number: Int64 = 0

  init() { inflation = Inflation(.gzip, first: []) }

  /// A copy at the same position.
  init(at other: InflatingCursor) {
    inflation = Inflation(at: other.inflation)
    offset = other.offset - Int64(other.inflation.pendingCount)
    number = other.number
  }

  /// How the stream ended, once it has.
  var end: Inflation.End? { inflation.end }

  /// The bytes of the next block; fewer at the end of the stream.
  func next(from file: any BytesAtOffsets) throws(FileDescriptor.Failure) -> [UInt8] {
    var buffer = PaddedBytes(capacity: InflatedFile.blockSize)
    var filled = 0
    filling: while filled < InflatedFile.blockSize {
      switch inflation.read(into: &buffer, at: filled, count: InflatedFile.blockSize - filled) {
      case .made(let made): filled += made
      case .ended: break filling
      case .needsInput:
        let piece = try file.bytes(Self.readSize, at: offset)
        offset += Int64(piece.count)
        inflation.feed(piece)
      }
    }
    number += 1
    return buffer.bytes(0..<filled)
  }
}
