import Convergence
import Scalars
public import TextFormats

extension ScanReport {
  /// The rows as JSON, one object per line; runs as they were recorded, groups with the numbers of
  /// all their runs.
  public var jsonLines: some Sequence<ByteBuffer> {
    rows.lazy.map { row in
      var buffer = ByteBuffer()
      append(row, to: &buffer)
      buffer.append(byte: 10)
      return buffer
    }
  }

  /// The rows as one JSON array, one element per line.
  public var json: some Sequence<ByteBuffer> {
    (0...rows.count).lazy.map { index in
      var buffer = ByteBuffer()
      if index == 0 { buffer.append("[") }
      if index < rows.count {
        buffer.append(index == 0 ? "\n" : ",\n")
        append(rows[index], to: &buffer)
      } else {
        buffer.append(rows.isEmpty ? "]\n" : "\n]\n")
      }
      return buffer
    }
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

extension ScanFormat {
  /// One record per line, for `merge`.
  public static let jsonl = ScanFormat(
    "jsonl", endings: [".jsonl", ".ndjson"],
    "one record per line, for merge, jq, read_json(lines=True)", needsRecords: true
  ) { report, _ in report.jsonLines }

  /// The records in one array.
  public static let json = ScanFormat(
    "json", endings: [".json"], "the same in one array", needsRecords: true
  ) { report, _ in report.json }
}
