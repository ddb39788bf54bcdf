import TextFormats

/// The numbers of a dictionary as Python prints it, if it is one that Trainer logs.
///
/// Numbers may be quoted, or be the argument of a call, such as `tensor(0.5, device='cuda:0')` or
/// `np.float64(0.5)`. Other values are ignored, among them lists and dictionaries.
enum PythonObject {
  /// All its numbers.
  case whole([(name: String, value: Double)])
  /// It ends within a key or a value.
  case cut

  /// Reads from the first key on; nil if there is no epoch, which Trainer's objects have.
  init?(_ text: ArraySlice<UInt8>) {
    var scanner = PythonScanner(text)
    var numbers: [(name: String, value: Double)] = []
    var isWhole = false
    repeat {
      scanner.skipBlanks()
      guard let name = scanner.quoted(), scanner.take(UInt8(ascii: ":")),
        let value = scanner.value()
      else { break }
      if let number = value.number { numbers.append((LogPath.escaped(name.span), number)) }
      isWhole = scanner.take(UInt8(ascii: "}"))
    } while !isWhole && scanner.take(UInt8(ascii: ","))
    let names = isWhole ? ["epoch"] : ["loss", "eval_loss", "epoch"]
    guard numbers.contains(where: { names.contains($0.name) }) else { return nil }
    if isWhole, numbers.count == 1 { return nil }
    self = isWhole ? .whole(numbers) : .cut
  }
}

/// Reads what Python prints of a value.
private struct PythonScanner {
  /// What a value is.
  struct Value {
    /// The number; nil if it is something else.
    var number: Double?
  }

  private let text: ArraySlice<UInt8>
  /// The index of the next byte.
  private var place: Int

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    place = text.startIndex
  }

  private var next: UInt8? { place < text.endIndex ? text[place] : nil }

  mutating func skipBlanks() {
    while next == 32 { place += 1 }
  }

  /// Whether the next byte is this one; if so, it is skipped.
  mutating func take(_ byte: UInt8) -> Bool {
    if next != byte { return false }
    place += 1
    return true
  }

  /// The bytes between the quotes of the next text; nil if something else comes next, or its end is
  /// missing.
  mutating func quoted() -> ArraySlice<UInt8>? {
    guard let quote = next, Self.quotes.contains(quote) else { return nil }
    let start = place + 1
    place = start
    while let byte = next, byte != quote { place += byte == UInt8(ascii: "\\") ? 2 : 1 }
    guard take(quote) else { return nil }
    return text[start..<(place - 1)]
  }

  /// The next value, up to a comma or the end of the dictionary; nil if its end is missing.
  mutating func value() -> Value? {
    skipBlanks()
    if let quote = next, Self.quotes.contains(quote) {
      return quoted().map { Value(number: Self.number($0)) }
    }
    let start = place
    var argument: Range<Int>?
    var depth = 0
    while let byte = next {
      if Self.quotes.contains(byte) {
        if quoted() == nil { return nil }
        continue
      }
      let isClosing = Self.closing.contains(byte)
      let isEnd = isClosing || byte == UInt8(ascii: ",")
      if depth == 0, isEnd { return Value(number: Self.number(text[argument ?? start..<place])) }
      if depth == 1, isEnd, let begun = argument, begun.isEmpty {
        argument = begun.lowerBound..<place
      }
      if Self.opening.contains(byte) {
        if depth == 0, argument == nil, Self.isNumber(text[start..<place]) {
          argument = (place + 1)..<(place + 1)
        }
        depth += 1
      } else if isClosing {
        depth -= 1
      }
      place += 1
    }
    return nil
  }

  private static let quotes = Array("'\"".utf8)
  private static let opening = Array("([{".utf8)
  private static let closing = Array(")]}".utf8)

  /// Whether this is the name of a type whose first argument is a number.
  private static func isNumber(_ name: ArraySlice<UInt8>) -> Bool {
    let name = String(decoding: name.split(separator: UInt8(ascii: ".")).last ?? [], as: UTF8.self)
    return ["tensor", "array"].contains(name)
      || ["float", "bfloat", "int", "uint"].contains { name.hasPrefix($0) }
  }

  private static func number(_ text: ArraySlice<UInt8>) -> Double? {
    Double(ConsoleReading.trimmed(text))
  }
}
