public import Scalars
public import TextFormats

/// A summary of one series of a run, in one line.
public struct TagSummary: Sendable {
  /// The run: the directory that contains the series' files.
  public var run: String
  /// The tag.
  public var tag: String
  /// The number format of its values.
  public var type: NumberType
  /// How many points there are.
  public var points: Int
  /// The point met first; `nil` if there is none.
  public var first: Point?
  /// The point met last.
  public var last: Point?

  /// Creates a summary.
  public init(
    run: String, tag: String, type: NumberType, points: Int, first: Point?, last: Point?
  ) {
    self.run = run
    self.tag = tag
    self.type = type
    self.points = points
    self.first = first
    self.last = last
  }
}

/// Summaries of tags in one of several formats.
public enum TagTable {
  private static let names = [
    "run", "tag", "points", "first_step", "last_step", "first_value", "last_value",
  ]

  /// As CSV; the header can be left out if it is written already.
  public static func csv(_ tags: [TagSummary], withHeader: Bool = true) -> ByteBuffer {
    var csv = CSVWriter()
    if withHeader { csv.row(names) }
    for tag in tags {
      csv.field(tag.run)
      csv.field(tag.tag)
      csv.field(Int64(tag.points))
      for point in [tag.first, tag.last] { field(point?.step, in: &csv) }
      for point in [tag.first, tag.last] {
        if let point { csv.field(point.value, as: tag.type) } else { csv.field(encoded: []) }
      }
      csv.endRow()
    }
    return csv.buffer
  }

  private static func field(_ step: Int64?, in csv: inout CSVWriter) {
    if let step { csv.field(step) } else { csv.field(encoded: []) }
  }

  /// As JSON lines.
  public static func jsonLines(_ tags: [TagSummary]) -> ByteBuffer {
    var json = JSONWriter()
    for tag in tags {
      json.object { json in
        json.field("run", tag.run)
        json.field("tag", tag.tag)
        json.field("points", tag.points)
        json.field("first_step", tag.first?.step)
        json.field("last_step", tag.last?.step)
        json.field("first_value", tag.first?.value, as: tag.type)
        json.field("last_value", tag.last?.value, as: tag.type)
      }
      json.newline()
    }
    return json.buffer
  }

  /// As lines for a terminal, under a heading for each run.
  public static func lines(_ tags: [TagSummary], for terminal: Terminal) -> [String] {
    let numbers = ReadableNumbers(unicode: terminal.unicode)
    var table = TextTable([
      .init("tag", shortensTo: 16), .init("points", right: true),
      .init("first step", right: true, dropOrder: 1), .init("last step", right: true),
      .init("first", right: true, dropOrder: 2), .init("last", right: true),
    ])
    for tag in tags {
      let name = tag.tag.isEmpty ? "\"\"" : printable(tag.tag, unicode: terminal.unicode)
      table.rows.append([
        StyledText(name), StyledText(numbers.integer(Int64(tag.points))),
        StyledText(tag.first.map { numbers.integer($0.step) } ?? ""),
        StyledText(tag.last.map { numbers.integer($0.step) } ?? ""),
        StyledText(tag.first.map { numbers.value($0.value) } ?? ""),
        StyledText(tag.last.map { numbers.value($0.value) } ?? ""),
      ])
    }
    return table.lines(for: terminal)
  }
}
