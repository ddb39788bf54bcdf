import Scalars

/// How a large file is read on several threads; see ``ReadAhead``.
extension EventFileReader {
  /// Begins to read ahead where there is much to read.
  mutating func readAhead() {
    guard ahead == nil, options.threads > 1, records.stream.canSeek, let size = records.knownSize,
      size - records.offset >= 8 * options.rangeSize
    else { return }
    ahead = ReadAhead(
      from: records.offset, to: size, rangeSize: options.rangeSize, threads: options.threads)
  }

  /// Takes the stretches that begin where the last one ended, as far as the batch has room for them.
  ///
  /// `true` where it has none for the next, and is to be handed over first.
  mutating func takeStretches(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    guard mayMeetRepeatedEvents else { return false }
    guard let origin = records.stream.origin, let spares = ahead?.spares else {
      // It has turned out to be compressed.
      ahead?.stop()
      ahead = nil
      return false
    }
    while let limit = ahead?.limit, records.offset >= limit {
      let reader = StretchReader(
        origin: origin, known: repeatedEvents, keepsOffsets: options.keepsOffsets, spares: spares)
      guard let stretch = ahead?.stretch(at: records.offset, reader: reader) else { return false }
      if stretch.firstWallTime < lastWallTime {
        // A clock that goes back is worth a remark, which is the general decoder's to make.
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
