import EventFiles
import TextFormats

/// The elements of a list in a JSON object, one after the other, while the object is read.
///
///     {"best_metric": 0.5, "log_history": [ {…}, {…}, … ], "max_steps": 500}
///                                           ↑ element
///
/// Only brackets and texts are tracked; the rest is checked when the element is read.
struct JSONElements {
  /// What comes next.
  enum Step {
    /// An element of the list: its range in the window's bytes.
    case element(Range<Int>)
    /// The object ends.
    case end
    /// The object ends, or is malformed, before its end: the reason.
    case flawed(String)
  }

  private static let depthLimit = 100
  private static let longestNumber = 40

  private let key: [UInt8]
  private let names: Set<[UInt8]>
  private let longestName: Int
  /// The numbers with those names met so far directly in the object.
  private(set) var numbers: [JSONValue.Member] = []
  /// Which of those names the number that is being read has; nil elsewhere.
  private var name: [UInt8]?
  private var number: [UInt8] = []
  /// The brackets that close the open ones, the innermost last.
  private var closers: [UInt8] = []
  private var isInText = false
  private var isEscaped = false
  /// The text directly below the object that was read last; nil if more than blanks followed.
  private var word: [UInt8]?
  private var isListNext = false
  private var isBegun = false
  private var isOver = false
  /// How many bytes after the window's start have been examined.
  private var scanned = 0
  /// Whether an element begins at the window's start.
  private var isInElement = false
  private var isInList = false
  /// Whether the list was there.
  private(set) var hasList = false

  /// Looks for the list with the key `key`, and for numbers with other keys beside it.
  init(of key: String, beside names: [String] = []) {
    self.key = Array(key.utf8)
    self.names = Set(names.map { Array($0.utf8) })
    longestName = self.names.map(\.count).reduce(self.key.count, max)
  }

  /// Reads to the next element; afterwards the window begins after it.
  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> Step {
    if isOver { return .end }
    while true {
      while scanned < text.count {
        let byte = text.bytes[text.start + scanned]
        if let step = take(byte, &text) { return step }
      }
      if !isInElement { pass(&text) }
      if text.count > TextWindow.limit {
        return stop("an entry is longer than \(TextWindow.limit >> 20) MiB", text)
      }
      if try text.more() { continue }
      return isBegun && closers.isEmpty ? over(.end) : stop("it is cut short", text)
    }
  }

  private mutating func over(_ step: Step) -> Step {
    isOver = true
    return step
  }

  private mutating func stop(_ reason: String, _ text: borrowing TextWindow) -> Step {
    over(.flawed("\(reason), at byte \(text.offset + Int64(scanned))"))
  }

  /// Skips the examined bytes.
  private mutating func pass(_ text: inout TextWindow) {
    text.advance(to: text.start + scanned)
    scanned = 0
  }

  /// Takes in the next byte.
  private mutating func take(_ byte: UInt8, _ text: inout TextWindow) -> Step? {
    if isInText {
      takeText(byte)
      return nil
    }
    switch byte {
    case 32, 9, 10, 13: scanned += 1
    case UInt8(ascii: "\""):
      beginElement(&text)
      isInText = true
      word = closers.count == 1 ? [] : nil
      scanned += 1
    case UInt8(ascii: "{"), UInt8(ascii: "["): return open(byte, &text)
    case UInt8(ascii: "}"), UInt8(ascii: "]"): return close(byte, &text)
    case UInt8(ascii: ","): return part(&text)
    case UInt8(ascii: ":"):
      isListNext = closers.count == 1 && word == key
      name = word.flatMap { names.contains($0) ? $0 : nil }
      scanned += 1
    case _ where !isBegun && CSVLines.mark.contains(byte): scanned += 1
    default:
      if !isBegun { return stop("no JSON value starts here", text) }
      if closers.isEmpty { return stop("more text follows the JSON value", text) }
      beginElement(&text)
      (word, isListNext) = (nil, false)
      if name != nil, number.count < Self.longestNumber { number.append(byte) }
      scanned += 1
    }
    return nil
  }

  /// Ends the number that was read, if one was.
  private mutating func endNumber() {
    if let name, let value = (try? JSONReader.read(number[...]))?.number {
      numbers.append(
        JSONValue.Member(name: String(decoding: name, as: UTF8.self), value: .number(value)))
    }
    (name, number) = (nil, [])
  }

  private mutating func takeText(_ byte: UInt8) {
    scanned += 1
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInText = false
      return
    }
    if let count = word?.count, count <= longestName { word?.append(byte) }
  }

  private mutating func open(_ byte: UInt8, _ text: inout TextWindow) -> Step? {
    if !isBegun, byte == UInt8(ascii: "[") { return stop("it is a list, not an object", text) }
    if isBegun, closers.isEmpty { return stop("more text follows the JSON value", text) }
    if closers.count == Self.depthLimit { return stop("nested too deeply", text) }
    beginElement(&text)
    isBegun = true
    if isListNext, byte == UInt8(ascii: "["), closers.count == 1 {
      isInList = true
      hasList = true
    }
    (word, isListNext, name) = (nil, false, nil)
    closers.append(byte + 2)
    scanned += 1
    return nil
  }

  private mutating func close(_ byte: UInt8, _ text: inout TextWindow) -> Step? {
    guard closers.last == byte else {
      let isObject = closers.last == UInt8(ascii: "}")
      if closers.isEmpty { return stop("more text follows the JSON value", text) }
      return stop(isObject ? "the object is never closed" : "the array is never closed", text)
    }
    if closers.count == 1 { endNumber() }
    if isInList, closers.count == 2 {
      let step = part(&text)
      closers.removeLast()
      isInList = false
      return step
    }
    closers.removeLast()
    scanned += 1
    return nil
  }

  /// Begins an element if one may begin here.
  private mutating func beginElement(_ text: inout TextWindow) {
    guard isInList, closers.count == 2, !isInElement else { return }
    pass(&text)
    isInElement = true
  }

  /// Ends an element at a byte that separates elements, or ends the list.
  private mutating func part(_ text: inout TextWindow) -> Step? {
    if closers.count == 1 { endNumber() }
    (word, isListNext) = (nil, false)
    let isEnd = isInElement && closers.count == 2
    let range = text.start..<text.start + scanned
    scanned += 1
    if !isEnd { return nil }
    isInElement = false
    pass(&text)
    return .element(range)
  }
}
