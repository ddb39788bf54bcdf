import Scalars

/// How a large file is read on several threads; see ``ReadAhead``.
extension EventFileReader {
  /// Begins to read ahead if there is much to read.
  mutating func readAhead() {
    guard ahead == nil, options.threads > 1, records.stream.canSeek, let size = records.knownSize,
      size - records.offset >= 8 * options.rangeSize
    else { return }
    ahead = ReadAhead(
      from: records.offset, to: size, rangeSize: options.rangeSize, threads: options.threads)
  }

  /// Takes the stretches that begin where the last one ended, as far as the batch has room for
  /// them.
  ///
  /// Returns `true` if the batch has no room for the next one and must be delivered first.
  mutating func takeStretches(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    guard mayMeetRepeatedEvents else { return false }
    guard let origin = records.stream.origin, let spares = ahead?.spares else {
      // The file has turned out to be compressed.
      ahead?.stop()
      ahead = nil
      return false
    }
    while let limit = ahead?.limit, records.offset >= limit {
      let reader = StretchReader(
        origin: origin, known: repeatedEvents, keepsOffsets: options.keepsOffsets, spares: spares)
      guard let stretch = ahead?.stretch(at: records.offset, reader: reader) else { return false }
      if stretch.firstWallTime < lastWallTime {
        // If the clock goes back, the general decoder handles the event, since it makes the remark.
        ahead?.dropStretch()
        return false
      }
      if batch.count + stretch.points.count > ScalarBatch.capacity { return true }
      ahead?.dropStretch()
      count(stretch.records, points: stretch.points.count, until: stretch.lastWallTime)
      recordsAhead += stretch.records
      try records.jump(to: stretch.bytes.upperBound)
      stretch.move(to: &batch, spares: spares)
    }
    return false
  }
}
