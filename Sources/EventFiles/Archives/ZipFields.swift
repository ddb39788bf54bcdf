/// The fields of zip's headers: little-endian numbers at fixed places, then names and extra fields.
///
///     end of central directory   "PK\5\6" │ 10 entries u16 │ 12 size u32 │ 16 offset u32 │ 20 comment length u16
///     its 64-bit form            "PK\6\6" │ 32 entries u64 │ 40 size u64 │ 48 offset u64
///     what points to that        "PK\6\7" │ 8 offset u64
///     central header             "PK\1\2" │ 4 made by │ 8 flags │ 10 method │ 12 time │ 16 CRC-32 │ 20 packed size
///                                24 size │ 28, 30, 32 lengths of name, extra, comment │ 38 mode │ 42 offset
///     local header               "PK\3\4" │ 6 flags │ 8 method │ 14 CRC-32 │ 18 packed size │ 22 size
///                                26, 28 lengths of name, extra │ 30 name, extra, content
///     behind some contents       ("PK\7\8") │ CRC-32 │ packed size │ size
///
/// A number of all ones stands in an extra field, as 64 bits.
struct ZipFields {
  static let end = [UInt8](arrayLiteral: 0x50, 0x4B, 5, 6)
  static let end64: [UInt8] = [0x50, 0x4B, 6, 6]
  static let locator64: [UInt8] = [0x50, 0x4B, 6, 7]
  static let central: [UInt8] = [0x50, 0x4B, 1, 2]
  static let local: [UInt8] = [0x50, 0x4B, 3, 4]
  static let descriptor: [UInt8] = [0x50, 0x4B, 7, 8]
  static let centralSize = 46
  static let localSize = 30

  let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// The number of `count` bytes at `place`; 0 if there are fewer bytes.
  func number(_ place: Int, _ count: Int) -> UInt64 {
    guard place >= 0, place + count <= bytes.count else { return 0 }
    var value: UInt64 = 0
    for index in (0..<count).reversed() {
      value = value << 8 | UInt64(bytes[bytes.startIndex + place + index])
    }
    return value
  }

  func begins(with signature: [UInt8]) -> Bool { bytes.starts(with: signature) }

  /// The content of the extra field with a given number, if it is among these bytes.
  func extra(_ wanted: UInt64) -> ZipFields? {
    var rest = bytes
    while rest.count >= 4 {
      let fields = ZipFields(rest)
      let length = Int(fields.number(2, 2))
      if rest.count < 4 + length { return nil }
      let content = rest.dropFirst(4).prefix(length)
      if fields.number(0, 2) == wanted { return ZipFields(content) }
      rest = rest.dropFirst(4 + length)
    }
    return nil
  }
}

/// The facts about a member in one of its headers.
struct ZipEntry {
  var name: [UInt8]
  var flags: UInt64
  var method: Int
  var checksum: UInt32
  var packedSize: UInt64
  var size: UInt64
  /// The offset of its local header, as the archive counts.
  var offset: UInt64 = 0
  /// Its Unix mode; 0 if it was packed on another system.
  var mode: UInt64 = 0
  /// Last change, in nanoseconds since the Unix epoch.
  var modified: Int64 = 0

  var isEncrypted: Bool { flags & 1 != 0 }
  /// Whether checksum and sizes are stored after the content.
  var hasDescriptor: Bool { flags & 8 != 0 }
  var isDirectory: Bool { name.last == UInt8(ascii: "/") }
  var isLink: Bool { mode & 0xF000 == 0xA000 }

  /// Reads the fields that both kinds of header share, from the flags on.
  private init(_ fields: ZipFields, sharedAt start: Int, name: [UInt8]) {
    self.name = name
    flags = fields.number(start, 2)
    method = Int(fields.number(start + 2, 2))
    modified = Self.time(fields.number(start + 4, 2), date: fields.number(start + 6, 2))
    checksum = UInt32(fields.number(start + 8, 4))
    packedSize = fields.number(start + 12, 4)
    size = fields.number(start + 16, 4)
  }

  /// Reads a central header with the fields that follow it.
  init(central fields: ZipFields) {
    let nameLength = Int(fields.number(28, 2))
    let extraLength = Int(fields.number(30, 2))
    let rest = fields.bytes.dropFirst(ZipFields.centralSize)
    self.init(fields, sharedAt: 8, name: Array(rest.prefix(nameLength)))
    offset = fields.number(42, 4)
    let system = fields.number(5, 1)
    if system == 3 || system == 19 { mode = fields.number(40, 2) }
    // Some programs on DOS and similar systems write backslashes.
    if system == 0, !name.contains(UInt8(ascii: "/")) {
      name = name.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
    }
    let extra = ZipFields(rest.dropFirst(nameLength).prefix(extraLength))
    takeWide(extra)
    if let times = extra.extra(0x5455), times.number(0, 1) & 1 == 1, times.bytes.count >= 5 {
      let seconds = Int32(truncatingIfNeeded: times.number(1, 4))
      modified = nanosecondsOfSeconds(Int64(seconds))
    }
  }

  /// Reads a local header with the fields that follow it.
  init(local fields: ZipFields) {
    let nameLength = Int(fields.number(26, 2))
    let rest = fields.bytes.dropFirst(ZipFields.localSize)
    self.init(fields, sharedAt: 6, name: Array(rest.prefix(nameLength)))
    takeWide(ZipFields(rest.dropFirst(nameLength).prefix(Int(fields.number(28, 2)))))
  }

  /// Replaces numbers of which all bits are set by their 64-bit forms.
  private mutating func takeWide(_ extra: ZipFields) {
    guard let wide = extra.extra(1) else { return }
    var place = 0
    func take(_ value: inout UInt64) {
      guard value == 0xFFFF_FFFF, place + 8 <= wide.bytes.count else { return }
      value = wide.number(place, 8)
      place += 8
    }
    take(&size)
    take(&packedSize)
    take(&offset)
  }

  /// A date of DOS, which has no time zone; taken as UTC.
  private static func time(_ time: UInt64, date: UInt64) -> Int64 {
    let (year, month, day) = (Int64(date >> 9) + 1980, Int64(date >> 5 & 15), Int64(date & 31))
    guard 1...12 ~= month, day >= 1 else { return 0 }
    // Days since 1970-01-01 in the Gregorian calendar; years begin in March here.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    let seconds = Int64(time >> 11) * 3_600 + Int64(time >> 5 & 63) * 60 + Int64(time & 31) * 2
    return nanosecondsOfSeconds(days * 86_400 + seconds)
  }
}
