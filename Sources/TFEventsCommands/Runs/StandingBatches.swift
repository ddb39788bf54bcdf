import LogDirectories
import Scalars

extension RunReader {
  /// Hands over every batch of points that stand, in constant memory.
  ///
  /// Where a policy may void points that were read already, a first pass finds out which.
  mutating func forEachStandingBatch<Failure: Error>(
    surveyed: Bool, options: RunReadOptions,
    _ body: (borrowing RunReader, borrowing ScalarBatch) throws(Failure) -> Void
  ) throws(Failure) {
    var batch = ScalarBatch()
    if surveyed {
      while true {
        let delivery = read(into: &batch)
        if delivery == .startOver { break }
        if delivery == .end {
          // Nothing was void: a second reader delivers the same points again.
          self = RunReader(run, options: options)
          break
        }
      }
    }
    while read(into: &batch) != .end { try body(self, batch) }
  }
}
