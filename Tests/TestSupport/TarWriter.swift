/// Writes tar archives into memory, good ones and broken ones.
public struct TarWriter: Sendable {
  /// The archive so far.
  public var bytes: [UInt8] = []
  /// Where each header begins.
  public private(set) var offsets: [Int] = []
  private let isGNU: Bool

  /// Begins an archive, in the format ustar unless told otherwise.
  public init(isGNU: Bool = false) { self.isGNU = isGNU }

  /// Adds a member.
  public mutating func add(
    _ name: String, _ content: [UInt8] = [], type: Character = "0", link: String = "",
    time: Int = 1_790_000_000, size: Int? = nil, change: (inout [UInt8]) -> Void = { _ in }
  ) {
    offsets.append(bytes.count)
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: [UInt8], _ place: Int) {
      header.replaceSubrange(place..<place + text.count, with: text)
    }
    func octal(_ number: Int, _ digits: Int) -> [UInt8] {
      let text = String(number, radix: 8)
      return Array((String(repeating: "0", count: digits - text.count) + text).utf8) + [0]
    }
    put(Array(name.utf8.prefix(100)), 0)
    put(octal(0o644, 7), 100)
    put(octal(0, 7), 108)
    put(octal(0, 7), 116)
    put(octal(size ?? content.count, 11), 124)
    put(octal(time, 11), 136)
    put([type.asciiValue ?? 0], 156)
    put(Array(link.utf8.prefix(100)), 157)
    put(Array((isGNU ? "ustar  \0" : "ustar\u{0}00").utf8), 257)
    change(&header)
    put([UInt8](repeating: 0x20, count: 8), 148)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + [0x20], 148)
    bytes += header + content
    fill()
  }

  /// Adds pax records for the next member.
  public mutating func pax(_ records: [(String, String)], type: Character = "x") {
    var content: [UInt8] = []
    for (key, value) in records {
      let rest = " \(key)=\(value)\n"
      var length = rest.utf8.count + 1
      while "\(length)".utf8.count + rest.utf8.count != length { length += 1 }
      content += Array("\(length)\(rest)".utf8)
    }
    add("PaxHeaders/next", content, type: type)
  }

  /// Adds bytes that are not a header, padded to a block.
  public mutating func raw(_ added: [UInt8]) {
    bytes += added
    fill()
  }

  /// Adds the end mark.
  public mutating func end() { bytes += [UInt8](repeating: 0, count: 1_024) }

  private mutating func fill() {
    bytes += [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
  }
}
