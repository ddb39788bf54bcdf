import TextFormats

/// A row of an answer: values by key, in order.
typealias AnswerRow = [JSONValue.Member]

/// An answer that is built as one JSON object of limited size.
struct ToolAnswer {
  /// The default size limit of an answer, in bytes.
  static let small = 3_700
  /// The largest size that can be requested, in bytes.
  static let large = 64_000

  /// The values before the rows.
  var head: AnswerRow = []
  /// The key of the rows.
  let key: String
  /// The rows.
  var rows: [AnswerRow] = []
  /// How many rows there were in total; nil if that is unknown.
  var total: Int?
  /// Messages printed while reading.
  var remarks: [String] = []

  /// Prepares an answer whose rows are under the key `key`.
  init(rowsAs key: String) { self.key = key }

  /// The answer: first reasons are shortened, unless they are to be kept, then rows are left out
  /// until it fits.
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

  /// The size of a text, in bytes, as JSON text within JSON.
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

  /// A row with its reason shortened to a limit.
  private static func shortened(_ row: AnswerRow, to length: Int) -> AnswerRow {
    row.map { member in
      guard member.name == "reason", let text = member.value.text else { return member }
      return .init(member.name, .text(TFEventsCommands.shortened(text, to: length)))
    }
  }
}

/// Text shortened to a number of bytes, between words if possible, with a mark at the cut.
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
