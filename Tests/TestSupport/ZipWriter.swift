internal import CZlib

/// Writes zip archives into memory, good ones and broken ones.
public struct ZipWriter: Sendable {
  /// How a member is written.
  public struct Options: Sendable {
    /// Whether it is deflated.
    public var isDeflated = true
    /// Whether checksum and sizes are stored after the content.
    public var hasDescriptor = false
    /// Whether sizes and offset are stored in the 64-bit extra field.
    public var isWide = false
    /// The mode on Unix; a link is `0o120777`.
    public var mode = 0o100644
    /// The method that the headers name in place of the true one.
    public var method: Int?
    /// Further flags.
    public var flags = 0

    /// The usual way.
    public init() {}
  }

  /// The archive so far, without its directory.
  public var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0
  /// Subtracted from every offset, as if the archive began this many bytes later.
  private let shift: Int

  /// Begins an archive after bytes that do not belong to it.
  public init(prefix: [UInt8] = []) {
    bytes = prefix
    shift = prefix.count
  }

  /// Adds a member.
  public mutating func add(_ name: String, _ content: [UInt8], _ options: Options = Options()) {
    let offset = bytes.count - shift
    let packed = options.isDeflated ? compressed(content, .deflate) : content
    let method = options.method ?? (options.isDeflated ? 8 : 0)
    let flags = options.flags | (options.hasDescriptor ? 8 : 0)
    let checksum = Self.checksum(content)
    let wide = Int(UInt32.max)
    let start =
      Self.number(20, 2) + Self.number(flags, 2) + Self.number(method, 2)
      + Self.number(0x6000, 2) + Self.number(0x5B41, 2)
    let sizes = [checksum, packed.count, content.count]
    func fields(_ values: [Int]) -> [UInt8] { values.flatMap { Self.number($0, 4) } }
    let shown = options.isWide ? [checksum, wide, wide] : sizes
    let extra =
      options.isWide
      ? Self.number(1, 2) + Self.number(16, 2) + Self.number(content.count, 8)
        + Self.number(packed.count, 8) : []
    let utf8 = Array(name.utf8)
    let names = Self.number(utf8.count, 2)
    bytes += [0x50, 0x4B, 3, 4] + start
    bytes += fields(options.hasDescriptor ? [0, 0, 0] : shown)
    bytes += names + Self.number(options.hasDescriptor ? 0 : extra.count, 2) + utf8
    if !options.hasDescriptor { bytes += extra }
    bytes += packed
    if options.hasDescriptor { bytes += [0x50, 0x4B, 7, 8] + fields(sizes) }
    directory += [0x50, 0x4B, 1, 2] + Self.number(0x0314, 2) + start + fields(shown)
    directory += names + Self.number(extra.count, 2) + Self.number(0, 2) + Self.number(0, 2)
    directory += Self.number(0, 2) + Self.number(options.mode << 16, 4) + Self.number(offset, 4)
    directory += utf8 + extra
    count += 1
  }

  /// The archive with its directory and the end record; with the 64-bit record on request.
  public func finished(isWide: Bool = false) -> [UInt8] {
    var all = bytes + directory
    let (start, size) = (bytes.count - shift, directory.count)
    if isWide {
      let place = all.count - shift
      all += [0x50, 0x4B, 6, 6] + Self.number(44, 8) + Self.number(45, 2) + Self.number(45, 2)
      all += Self.number(0, 4) + Self.number(0, 4) + Self.number(count, 8) + Self.number(count, 8)
      all += Self.number(size, 8) + Self.number(start, 8)
      all += [0x50, 0x4B, 6, 7] + Self.number(0, 4) + Self.number(place, 8) + Self.number(1, 4)
    }
    let none = Int(UInt32.max)
    all += [0x50, 0x4B, 5, 6] + Self.number(0, 4)
    all += Self.number(isWide ? 0xFFFF : count, 2) + Self.number(isWide ? 0xFFFF : count, 2)
    all += Self.number(isWide ? none : size, 4) + Self.number(isWide ? none : start, 4)
    return all + Self.number(0, 2)
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe Int(crc32(0, bytes.baseAddress, UInt32(bytes.count)))
    }
  }
}
