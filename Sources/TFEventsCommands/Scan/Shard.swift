import Arguments
import TextFormats

/// One of several parts of a scan that different machines do: every run belongs to exactly one
/// part.
struct Shard: Sendable, Hashable {
  let index: Int
  let count: Int

  /// Whether a run with this name belongs to the part.
  func contains(_ run: String) -> Bool {
    var hash = StableHash()
    hash.add(run)
    return hash.value % UInt64(count) == UInt64(index)
  }
}

extension Shard {
  /// The line that ends a part's records; if it is missing, the part was cut.
  var mark: String { "{\"shard\":\(index),\"of\":\(count)}" }

  /// The part that a line ends; nil if it is not such a line.
  init?(mark: JSONValue) {
    guard let index = mark["shard"]?.integer, let count = mark["of"]?.integer,
      (0..<count).contains(index)
    else { return nil }
    self.init(index: Int(clamping: index), count: Int(clamping: count))
  }
}

/// Which parts of a scan are present.
struct Shards {
  private var parts: Set<Shard> = []
  /// Whether a record that was cut at the end of a file is counted, rather than being an error.
  var acceptsCuts = false
  /// The files that end within a record, and in which line.
  var cuts: [(path: String, line: Int)] = []

  /// How a record of a run begins.
  static let beginning = Array("{\"schema\":".utf8)

  /// Counts a part as there.
  mutating func add(_ shard: Shard) { parts.insert(shard) }

  /// The parts in order.
  private var ordered: [Shard] { parts.sorted { ($0.count, $0.index) < ($1.count, $1.index) } }

  /// The parts that are missing, for each total number of parts.
  var missing: [Shard] {
    Set(parts.map(\.count)).sorted().flatMap { count in
      // For a total that no scan can have, the missing parts are not listed.
      (0..<min(count, 100_000)).map { Shard(index: $0, count: count) }
    }.filter { !parts.contains($0) }
  }

  /// The lines that end the parts, if some are missing, so that they can still be joined.
  var marks: [String] { missing.isEmpty ? [] : ordered.map(\.mark) }

  /// The messages that parts are missing, or were cut, and which.
  var warnings: [String] {
    cuts.map {
      "warning: \($0.path) was cut in line \($0.line): the run of that line, and any after it, are missing"
    } + (missingParts.map { [$0] } ?? [])
  }

  private var missingParts: String? {
    let missing = missing
    if missing.isEmpty { return nil }
    let shown = missing.prefix(10).map { "\($0.index)/\($0.count)" }.joined(separator: ", ")
    let more = missing.count > 10 ? " and \(missing.count - 10) more" : ""
    return missing.count == 1
      ? "warning: part \(shown) is missing, or was cut"
      : "warning: parts \(shown)\(more) are missing, or were cut"
  }
}

/// FNV-1a in 64 bits: the same on every machine and in every version, unlike Swift's own hashes.
///
/// Source: Fowler, Noll, Vo; offset basis and prime as in draft-eastlake-fnv. The last step mixes
/// the high bits into the low ones, because a remainder by a small number depends on the low bits
/// only.
struct StableHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    state = (state ^ 0xFF) &* 0x100_0000_01B3
  }

  var value: UInt64 { state ^ (state >> 32) }

  /// The hash in sixteen hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension ValueType where Value == Shard {
  /// A part `I/N`, I from 0 to N − 1; `N/N` means `0/N`, so that an array of jobs 1 … N works as
  /// well.
  static var shard: ValueType<Shard> {
    ValueType { (text, name) throws(UsageError) in
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]), count > 0,
        (0...count).contains(index)
      else {
        throw UsageError(
          "\(name) takes I/N with I from 0 to N, such as 1/4, not \"\(text)\"")
      }
      return Shard(index: index % count, count: count)
    }
  }
}
