/// The header of a member of a tar archive, in the formats v7, ustar, pax and GNU.
///
///     0 name │ 100 mode │ 108 uid │ 116 gid │ 124 size │ 136 mtime │ 148 checksum │ 156 type │ 157 link name
///     257 "ustar" │ 265 owner │ 297 group │ 329 device │ 345 prefix of the name, or GNU's own fields
///
/// Numbers are octal digits or, in GNU's form, big-endian with the first bit set. The checksum is
/// the sum of all bytes, with the checksum field counted as blanks; some writers summed signed
/// bytes.
struct TarHeader {
  /// The size of a header; a member's content is padded to a multiple of it.
  static let size = 512

  let type: UInt8
  let name: [UInt8]
  let linkName: [UInt8]
  let contentSize: Int64
  /// Seconds since the Unix epoch.
  let modified: Int64
  /// For a sparse member in GNU's old format: its pieces, its real size, and whether more blocks
  /// follow.
  let block: [UInt8]

  /// Reads a header; nil if the checksum or a number is wrong.
  init?(_ block: [UInt8]) {
    guard block.count == Self.size, Self.checksumHolds(block),
      let size = Self.number(block[124..<136]), size >= 0
    else { return nil }
    let type = block[156]
    let name = Self.text(block[0..<100])
    var prefix: [UInt8] = []
    // GNU's magic has a blank instead of the NUL, and no prefix.
    if block[257..<263].elementsEqual([0x75, 0x73, 0x74, 0x61, 0x72, 0]) {
      prefix = Self.text(block[345..<500])
    }
    self.type = type
    self.name = prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
    linkName = Self.text(block[157..<257])
    contentSize = size
    modified = Self.number(block[136..<148]) ?? 0
    self.block = block
  }

  private static func checksumHolds(_ block: [UInt8]) -> Bool {
    guard let stored = number(block[148..<156]) else { return false }
    var (plain, signed) = (Int64(0), Int64(0))
    for (place, byte) in block.enumerated() {
      let byte = 148..<156 ~= place ? 0x20 : byte
      plain += Int64(byte)
      signed += Int64(Int8(bitPattern: byte))
    }
    return stored == plain || stored == signed
  }

  /// A number of a header; 0 for an empty field, nil if it is malformed.
  static func number(_ field: ArraySlice<UInt8>) -> Int64? {
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      // Two's complement after the mark bit; 64 bits are enough for any file.
      var value: Int64 = first & 0x40 == 0 ? Int64(first & 0x3F) : Int64(first & 0x3F) - 0x40
      for byte in field.dropFirst() {
        let (product, overflow) = value.multipliedReportingOverflow(by: 256)
        if overflow { return nil }
        value = product + Int64(byte)
      }
      return value
    }
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    var value: Int64 = 0
    for digit in digits {
      guard 0x30...0x37 ~= digit, value < 1 << 59 else { return nil }
      value = value * 8 + Int64(digit - 0x30)
    }
    return value
  }

  private static func text(_ field: ArraySlice<UInt8>) -> [UInt8] {
    Array(field.prefix { $0 != 0 })
  }
}
