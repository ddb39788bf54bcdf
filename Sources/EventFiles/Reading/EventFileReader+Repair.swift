import Scalars

extension EventFileReader {
  /// Appends the file's next good records to `bytes`: byte for byte, inflated where they were compressed.
  ///
  /// Good is a record both of whose checksums hold and whose payload is an Event. What is passed over is
  /// told in ``outcome``. A reader is read either so or in batches of points.
  ///
  /// - Parameter bytes: What is there stays. Some 256 KiB are added, or one record that is larger.
  /// - Returns: `false` when there is no more for now; records may have been added in either case.
  /// - Throws: An ``EventFileError`` if the file cannot be read, or is no longer the one it was.
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

  /// The record just decoded still stands in the window, before what comes next.
  private func appendRecord(to bytes: inout [UInt8]) {
    let size = Int(records.offset - recordOffset)
    bytes += records.buffer.bytes(records.start - size..<records.start)
  }
}
