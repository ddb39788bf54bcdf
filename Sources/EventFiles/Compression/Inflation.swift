/// A compressed stream: gzip members one after another, or one zlib stream.
struct Inflation: Sendable {
  /// How the stream ended.
  enum End: Sendable, Equatable {
    /// With its last member complete.
    case complete
    /// With bytes after it that belong to no stream.
    case trailingBytes
    /// Within a member.
    case truncated
    /// Damaged, with zlib's error message.
    case damaged(String)
  }

  /// The result of a call.
  enum Progress {
    case made(Int)
    case needsInput
    case ended
  }

  private let format: Inflater.Format
  private var inflater: Inflater
  private var isBetweenMembers = false
  private(set) var end: End?

  init(_ format: Inflater.Format, first: [UInt8]) {
    self.format = format
    inflater = Inflater(format)
    inflater.feed(first)
  }

  /// A copy that continues at the same position, without the pending compressed bytes.
  init(at other: Inflation) {
    self = other
    inflater = Inflater(at: other.inflater)
  }

  /// How many compressed bytes were passed in and are not processed yet.
  var pendingCount: Int { inflater.pending.count }

  /// Takes more compressed bytes; an empty range means that there are no more.
  mutating func feed(_ bytes: [UInt8]) {
    if !bytes.isEmpty { return inflater.feed(bytes) }
    if isBetweenMembers {
      end = inflater.pending.isEmpty ? .complete : .trailingBytes
    } else {
      end = .truncated
    }
  }

  mutating func read(into buffer: inout PaddedBytes, at index: Int, count: Int) -> Progress {
    while end == nil {
      if isBetweenMembers {
        if let progress = beginMember() { return progress }
        continue
      }
      switch inflater.inflate(into: &buffer, at: index, count: count) {
      case .made(let made): return .made(made)
      case .needsInput: return .needsInput
      case .failed(let message): end = .damaged(message)
      case .ended: isBetweenMembers = true
      }
    }
    return .ended
  }

  /// Looks for the next gzip member; zero bytes between members are padding.
  private mutating func beginMember() -> Progress? {
    if format == .gzip { inflater.drop(inflater.pending.prefix { $0 == 0 }.count) }
    let next = inflater.pending.prefix(2)
    if format == .gzip, Self.magic.starts(with: next) {
      if next.count < 2 { return .needsInput }
      inflater.restart()
      isBetweenMembers = false
    } else if next.isEmpty {
      return .needsInput
    } else {
      end = .trailingBytes
    }
    return nil
  }

  /// How a gzip member begins.
  private static let magic: [UInt8] = [0x1F, 0x8B]
}
