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

  /// Takes the runs that begin where the last one ended, as far as the batch has room for them.
  ///
  /// `true` where it has none for the next, and is to be handed over first.
  mutating func takeRuns(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    guard mayMeetKnownEvents else { return false }
    guard let origin = records.stream.origin, let spares = ahead?.spares else {
      // It has turned out to be compressed.
      ahead?.stop()
      ahead = nil
      return false
    }
    while let limit = ahead?.limit, records.offset >= limit {
      let reader = KnownRunReader(
        origin: origin, known: knownEvents, keepsOffsets: options.keepsOffsets, spares: spares)
      guard let run = ahead?.run(at: records.offset, reader: reader) else { return false }
      if run.firstWallTime < lastWallTime {
        // A clock that goes back is worth a remark, which is the general decoder's to make.
        ahead?.dropRun()
        return false
      }
      if batch.count + run.points.count > ScalarBatch.capacity { return true }
      ahead?.dropRun()
      count(run.records, points: run.points.count, until: run.lastWallTime)
      recordsAhead += run.records
      try records.jump(to: run.bytes.upperBound)
      run.move(to: &batch, spares: spares)
    }
    return false
  }
}
