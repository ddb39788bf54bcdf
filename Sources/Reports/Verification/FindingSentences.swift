import TextFormats

extension FileVerification.Finding {
  /// What is wrong at that position, in one line.
  func sentence(_ numbers: ReadableNumbers) -> String {
    let place = "byte \(numbers.integer(offset))"
    let size = length == 1 ? "1 byte" : "\(numbers.integer(length)) bytes"
    let extra = detail.map { " (\($0))" } ?? ""
    switch kind {
    case "payload-checksum":
      return "record \(numbers.integer(Int64(recordsBefore) + 1)), \(place): payload checksum is "
        + "\(hexadecimal(computedChecksum)), should be \(hexadecimal(storedChecksum))"
    case "header-checksum": return "\(place): \(size) that belong to no record\(extra)"
    case "zero-hole": return "\(place): a hole of \(size), all zero"
    case "truncated": return "\(size) follow the last whole record, which ends at \(place)"
    case "malformed-event":
      return "\(place): a record with good checksums that is not an event\(extra)"
    case "pointer": return detail ?? "a pointer and not the log itself"
    case "malformed-line": return "\(place): \(detail ?? "a line that cannot be read")"
    case "length-overflow": return "\(place): a record that claims an impossible length\(extra)"
    case "gzip": return "\(place): the compressed stream is damaged\(extra)"
    case "not-a-log": return detail ?? "not a log"
    case "not-an-event-file": return "No record header anywhere in \(size)\(extra)"
    case "foreign-byte-order": return "\(place): written on a machine of the other byte order"
    case "unsupported-compression": return "compressed in a way that is not read\(extra)"
    case "nested-compression": return "compressed twice; the inner stream is not read\(extra)"
    default: return "\(place): \(kind), \(size)\(extra)"
    }
  }

  private func hexadecimal(_ checksum: UInt32?) -> String {
    guard let checksum else { return "unknown" }
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }
}
