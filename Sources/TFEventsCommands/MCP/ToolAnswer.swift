import TextFormats

/// A row of an answer: values by key, in order.
typealias AnswerRow = [JSONValue.Member]

/// An answer that is put together as one JSON object, within a number of bytes.
struct ToolAnswer {
  /// The bytes of an answer where nobody asked for more.
  static let small = 3_700
  /// The bytes of an answer where somebody did.
  static let large = 64_000

  /// What stands before the rows.
  var head: AnswerRow = []
  /// The key of the rows.
  let key: String
  /// The rows.
  var rows: [AnswerRow] = []
  /// How many rows there would be, had none been left out; nil where nobody counted.
  var total: Int?
  /// What was said while reading.
  var remarks: [String] = []

  /// Prepares an answer whose rows stand under `key`.
  init(rowsAs key: String) { self.key = key }

  /// The answer: reasons are shortened first, unless they are to be kept, then rows are left out until it fits.
  func text(within budget: Int, keepingTexts: Bool = false) -> String {
    let lengths = keepingTexts ? [.max] : [160, 80, 60, 44, 32]
    for length in lengths {
      let text = json(rows.map { Self.shortened($0, to: length) })
      if Self.cost(of: text) <= budget { return text }
    }
    var shown = rows.map { Self.shortened($0, to: lengths.last ?? .max) }
    while shown.count > 1 {
      let text = json(shown)
      let cost = Self.cost(of: text)
      if cost <= budget { return text }
      shown.removeLast(max(1, shown.count * (cost - budget) / (2 * cost)))
    }
    return json(shown)
  }

  /// How many bytes a text takes as JSON text within JSON.
  static func cost(of text: String) -> Int {
    text.utf8.reduce(0) { $0 + ($1 == 34 || $1 == 92 || $1 == 10 ? 2 : 1) }
  }

  private func json(_ rows: [AnswerRow]) -> String {
    var members = head
    if let total, total != rows.count {
      members.append(.init("shown", .integer(Int64(rows.count))))
    }
    members.append(.init(key, .array(rows.map { .object($0) })))
    if !remarks.isEmpty {
      members.append(
        .init(
          "remarks",
          .array(remarks.prefix(3).map { .text(TFEventsCommands.shortened($0, to: 160)) })))
    }
    var json = JSONWriter()
    json.value(.object(members))
    return json.buffer.text
  }

  /// A row whose reason is at most so long.
  private static func shortened(_ row: AnswerRow, to length: Int) -> AnswerRow {
    row.map { member in
      guard member.name == "reason", let text = member.value.text else { return member }
      return .init(member.name, .text(TFEventsCommands.shortened(text, to: length)))
    }
  }
}

/// Text of at most so many bytes, cut between words where it can be, with a mark where it was cut.
func shortened(_ text: String, to length: Int) -> String {
  if text.utf8.count <= length { return text }
  var cut = text.prefix { _ in true }
  var count = cut.utf8.count
  while count > max(0, length - 3), let last = cut.popLast() { count -= last.utf8.count }
  if let blank = cut.lastIndex(of: " "),
    cut.utf8.distance(from: cut.startIndex, to: blank) > length / 2
  {
    cut = cut[..<blank]
  }
  return cut + "…"
}
