import Reports

/// A key that a terminal sent.
enum WatchKey: Hashable {
  /// A key that moves in the list of runs.
  case move(WatchList.Move)
  /// Any other key, by its byte.
  case other(UInt8)

  private static let escape: UInt8 = 0x1B

  /// The keys for which bytes stand, without keys of several bytes that mean nothing here.
  ///
  /// A key of several bytes is `ESC [` or `ESC O`, digits, and a final byte.
  static func keys(in bytes: [UInt8]) -> [WatchKey] {
    var keys: [WatchKey] = []
    var rest = bytes[...]
    while let first = rest.popFirst() {
      guard first == escape, let next = rest.first,
        next == UInt8(ascii: "[") || next == UInt8(ascii: "O")
      else {
        keys.append(move(first).map { .move($0) } ?? .other(first))
        continue
      }
      rest.removeFirst()
      let digits = rest.prefix { (0x30...0x3F).contains($0) }
      rest = rest.dropFirst(digits.count)
      if let end = rest.popFirst(), let move = move(Array(digits), end) { keys.append(.move(move)) }
    }
    return keys
  }

  private static func move(_ byte: UInt8) -> WatchList.Move? {
    switch byte {
    case UInt8(ascii: "k"): .up
    case UInt8(ascii: "j"): .down
    case UInt8(ascii: "g"): .first
    case UInt8(ascii: "G"): .last
    case 10, 13: .open
    case escape, 8, 127: .back
    default: nil
    }
  }

  private static func move(_ digits: [UInt8], _ end: UInt8) -> WatchList.Move? {
    switch (String(decoding: digits, as: UTF8.self), end) {
    case (_, UInt8(ascii: "A")): .up
    case (_, UInt8(ascii: "B")): .down
    case (_, UInt8(ascii: "H")), ("1", UInt8(ascii: "~")), ("7", UInt8(ascii: "~")): .first
    case (_, UInt8(ascii: "F")), ("4", UInt8(ascii: "~")), ("8", UInt8(ascii: "~")): .last
    case ("5", UInt8(ascii: "~")): .pageUp
    case ("6", UInt8(ascii: "~")): .pageDown
    default: nil
    }
  }
}
