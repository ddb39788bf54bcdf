import Scalars

extension EventFileReader {
  /// Appends the file's next good records to `bytes`: byte for byte, inflated if they were
  /// compressed.
  ///
  /// A record is good if both its checksums are right and its payload is an Event. Skipped bytes
  /// are reported in ``outcome``. Use a reader either like this or for batches of points, not both.
  ///
  /// - Parameter bytes: Existing bytes stay. About 256 KiB are added, or one record that is larger.
  ///
  /// - Returns: `false` if there is no more for now; records may have been added in either case.
  ///
  /// - Throws: An ``EventFileError`` if the file cannot be read, or is not the same file any more.
  public mutating func copyRecords(
    to bytes: inout [UInt8]
  ) throws(EventFileError) -> Bool {
    let target = bytes.count + RecordStream.windowSize
    mayLeaveOut = false
    if try !beginReading() { return false }
    var points = ScalarBatch()
    while bytes.count < target {
      let events = outcome.events
      points.count = 0
      points.marks.removeAll(keepingCapacity: true)
      guard try readRecord(into: &points) else {
        endReading()
        return false
      }
      extractor.forget()
      if outcome.events > events { appendRecord(to: &bytes) }
    }
    return true
  }

  /// The record just decoded is still in the window, before the current position.
  private func appendRecord(to bytes: inout [UInt8]) {
    let size = Int(records.offset - recordOffset)
    bytes += records.buffer.bytes(records.start - size..<records.start)
  }
}
