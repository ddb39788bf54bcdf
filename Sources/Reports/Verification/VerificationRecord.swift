public import TextFormats

extension FileVerification {
  /// The file as one JSON object; its keys are stable.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("file", file)
      json.field("status", status.rawValue)
      json.field("bytes", bytes)
      json.field("records", records)
      json.field("points", points)
      json.field("compression", compression)
      json.field("failure", failure)
      json.object("damage_counts") { json in
        for (kind, count) in findingCounts { json.field(kind, count) }
      }
      json.array("damage") { json in
        for finding in findings { finding.write(to: &json) }
      }
      json.object("remarks") { json in
        for (code, count) in remarks { json.field(code, count) }
      }
    }
  }
}

extension FileVerification.Finding {
  func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("kind", kind)
      json.field("offset", offset)
      json.field("length", length)
      json.field("records_before", recordsBefore)
      json.field("stored_crc", storedChecksum.map { Int64($0) })
      json.field("computed_crc", computedChecksum.map { Int64($0) })
      json.field("recovered_after", resumedAt)
      json.field("detail", detail)
    }
  }
}
