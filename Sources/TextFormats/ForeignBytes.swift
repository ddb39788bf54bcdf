// Arguments, environment variables and file names are bytes, not always UTF-8; Swift's text can
// hold only UTF-8.

extension String {
  /// The scalars that represent bytes: the last 256 of Unicode's private use area, which nobody
  /// else assigns.
  private static let foreign: UInt32 = 0x10_FF00
  /// The first byte of their UTF-8.
  private static let firstOfForeign: UInt8 = 0xF4

  /// Text for any bytes: each byte that is not UTF-8 becomes the result of `replacement`.
  public init(_ bytes: Span<UInt8>, replacingInvalid replacement: (UInt8) -> String) {
    if let text = try? UTF8Span(validating: bytes) {
      self.init(copying: text)
    } else {
      self.init(bytes.indices.map { bytes[$0] }, keeping: { _ in true }, replacement)
    }
  }

  /// Text that preserves any bytes; `foreignBytes` returns them.
  ///
  /// A byte that is not UTF-8 is stored as a private-use scalar; if such a scalar occurs in the
  /// bytes themselves, each of its bytes is stored like that, too.
  public init(foreignBytes bytes: some Collection<UInt8>) {
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(Self.firstOfForeign) {
      self = text
    } else {
      self.init(bytes, keeping: { Self.byte(of: $0) == nil }, Self.scalar)
    }
  }

  private init(
    _ bytes: some Collection<UInt8>, keeping isKept: (Unicode.Scalar) -> Bool,
    _ replacement: (UInt8) -> String
  ) {
    self = ""
    var rest = Array(bytes)[...]
    while let first = rest.first {
      let pieces = (1...4).lazy.map { String(validating: rest.prefix($0), as: UTF8.self) }
      if let piece = pieces.compactMap(\.self).first, piece.unicodeScalars.allSatisfy(isKept) {
        self += piece
        rest = rest.dropFirst(piece.utf8.count)
      } else {
        self += replacement(first)
        rest = rest.dropFirst()
      }
    }
  }

  private static func scalar(for byte: UInt8) -> String {
    Unicode.Scalar(foreign + UInt32(byte)).map { String(Character($0)) } ?? "\u{FFFD}"
  }

  /// The bytes from which `init(foreignBytes:)` made the text; UTF-8 for any other text.
  public var foreignBytes: [UInt8] {
    if !utf8.contains(Self.firstOfForeign) { return Array(utf8) }
    return unicodeScalars.flatMap { scalar in
      Self.byte(of: scalar).map { [$0] } ?? Array(String(Character(scalar)).utf8)
    }
  }

  /// Whether it preserves bytes that are not UTF-8.
  var holdsForeignBytes: Bool { unicodeScalars.contains { Self.byte(of: $0) != nil } }

  /// The text with each byte that is not UTF-8 shown as the result of `replacement`.
  public func foreignBytesReplaced(_ replacement: (UInt8) -> String) -> String {
    if !utf8.contains(Self.firstOfForeign) { return self }
    return unicodeScalars.map { scalar in
      Self.byte(of: scalar).map(replacement) ?? String(Character(scalar))
    }.joined()
  }

  /// The byte that a scalar represents; nil if it represents none.
  static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    scalar.value >= foreign ? UInt8(scalar.value & 0xFF) : nil
  }
}

extension UInt8 {
  /// The byte as people read it in a text: `\xNN`.
  public var escaped: String {
    let digits = String(self, radix: 16)
    return "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
  }
}
