import TextFormats

/// Sets the flag of a run behind its siblings in the bytes of a record; the other bytes stay
/// unchanged.
///
///     "flags":["spikes","behind-siblings"],"siblings_best":0.74,
///
/// A quote within a text is escaped, so the key cannot be part of one.
enum SiblingsFlag {
  private static let key = Array(#","flags":["#.utf8)
  private static let word = Array(#""behind-siblings""#.utf8)
  private static let value = Array(#","siblings_best":"#.utf8)

  /// The record with the flag and the siblings' best value.
  static func added(to json: [UInt8], best: Double) -> [UInt8] {
    guard let flags = flags(of: json) else { return json }
    var buffer = ByteBuffer()
    buffer.append(best)
    let comma = flags.isEmpty ? [] : [UInt8(ascii: ",")]
    return Array(json[..<flags.upperBound]) + comma + word + [UInt8(ascii: "]")] + value
      + buffer.bytes
      + json[(flags.upperBound + 1)...]
  }

  /// The record without them.
  static func removed(from json: [UInt8]) -> [UInt8] {
    guard let flags = flags(of: json), let start = json[flags].place(of: word) else {
      return json
    }
    let comma = start > flags.lowerBound ? 1 : 0
    var rest = json[(flags.upperBound + 1)...]
    if rest.starts(with: value) {
      rest = rest.dropFirst(value.count).drop { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "}") }
    }
    return Array(json[..<(start - comma)]) + json[(start + word.count)...flags.upperBound] + rest
  }

  /// The range of the flags' words in the record, up to the closing bracket.
  private static func flags(of json: [UInt8]) -> Range<Int>? {
    guard let start = json.place(of: key) else { return nil }
    let first = start + key.count
    return json[first...].firstIndex(of: UInt8(ascii: "]")).map { first..<$0 }
  }
}
