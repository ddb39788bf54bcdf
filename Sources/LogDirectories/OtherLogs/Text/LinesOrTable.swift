import EventFiles

/// A log that its writer writes as JSON Lines or as a table; its first character shows which.
struct LinesOrTable: TextDecoder {
  private var lines: MetricLines
  private var table: MetricsTable
  private var isLines: Bool?

  init(lines: MetricLines, table: MetricsTable) {
    self.lines = lines
    self.table = table
  }

  var isOne: Bool { isLines == true ? lines.isOne : table.isOne }

  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> TextStep {
    if isLines == nil {
      var first = text.bytes[text.start...].first { $0 > 32 }
      while first == nil, try text.more() { first = text.bytes.first { $0 > 32 } }
      isLines = first == UInt8(ascii: "{")
    }
    return isLines == true ? try lines.next(&text) : try table.next(&text)
  }
}
