public import Scalars

extension EventFileReader {
  /// Reads everything that the file holds for now, and passes its points to `body`, batch by batch.
  ///
  /// A later call continues where this one ended.
  ///
  /// - Parameter body: Takes a batch, and the tags met so far. The batch's series numbers are
  /// indices into these tags.
  ///
  /// - Throws: An ``EventFileError`` if the file cannot be read, or is not the same file any more.
  public mutating func forEachBatch(
    _ body: (_ batch: ScalarBatch, _ series: [SeriesDescription]) -> Void
  ) throws(EventFileError) {
    var batch = ScalarBatch()
    var isMore = true
    while isMore {
      isMore = try read(into: &batch)
      if batch.count > 0 || !batch.marks.isEmpty { body(batch, series) }
    }
  }
}
