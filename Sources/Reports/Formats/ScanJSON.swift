import Convergence
import Scalars
public import TextFormats

extension ScanReport {
  /// The rows as JSON, an object a line; runs as they were recorded, groups with the numbers of all.
  public var jsonLines: ByteBuffer { jsonLines { (_) throws(Never) in } }

  /// The same, handed over piece by piece: a scan's records are much, and need not stand in memory twice.
  ///
  /// - Parameter drain: Takes away what is there so far, if it likes; called after each row.
  /// - Returns: What it left.
  /// - Throws: What `drain` throws.
  public func jsonLines<Failure: Error>(
    drain: (inout ByteBuffer) throws(Failure) -> Void
  ) throws(Failure) -> ByteBuffer {
    var buffer = ByteBuffer()
    for row in rows {
      append(row, to: &buffer)
      buffer.append(byte: 10)
      try drain(&buffer)
    }
    return buffer
  }

  /// The rows as one JSON array, an element a line.
  public var json: ByteBuffer { json { (_) throws(Never) in } }

  /// The same, handed over piece by piece, as `jsonLines(drain:)` does.
  public func json<Failure: Error>(
    drain: (inout ByteBuffer) throws(Failure) -> Void
  ) throws(Failure) -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.append("[")
    for (index, row) in rows.enumerated() {
      buffer.append(index == 0 ? "\n" : ",\n")
      append(row, to: &buffer)
      try drain(&buffer)
    }
    buffer.append(rows.isEmpty ? "]\n" : "\n]\n")
    return buffer
  }

  private func append(_ row: ScanRow, to buffer: inout ByteBuffer) {
    if row.isGroup {
      var json = JSONWriter()
      write(group: row, to: &json)
      buffer.append(json.buffer.bytes)
    } else {
      buffer.append(row.members[0].json)
    }
  }

  private func write(group row: ScanRow, to json: inout JSONWriter) {
    json.object { json in
      json.field("schema", RunRecord.schema)
      json.field("group", row.name)
      json.array("runs") { json in
        for member in row.members { json.value(member.run) }
      }
      json.field("verdict", row.verdictName)
      json.field("agreeing", row.agreeing)
      json.field("metric", row.metric)
      json.field("direction", row.direction.rawValue)
      json.field("best", row.best?.mean)
      json.field("best_std", row.best?.deviation)
      json.field("best_count", row.best?.count)
      json.field("best_step", row.bestStep)
      json.field("last", row.last?.mean)
      json.field("last_std", row.last?.deviation)
      json.field("last_count", row.last?.count)
      json.field("baseline_change", row.baselineChange)
      json.array("flags") { json in
        for flag in row.flags { json.value(flag) }
      }
      row.shape?.write(to: &json)
      row.curve?.write(to: &json)
    }
  }
}
