import Scalars

/// Skips large payloads if their checksums are not to be verified.
extension EventFileReader {
  /// The smallest payload that is skipped, in bytes: skipping less costs more than reading it.
  private static let sizeWorthSkipping = 4096
  /// How many bytes of a payload are examined to find its content, and the most that may follow the
  /// skipped part.
  private static let prefixSize = 512

  /// Reads the current record without the content that makes it large, if that content holds no
  /// scalars.
  ///
  /// Its payload of `size` bytes lies within the file. Returns `false` if the record must be read
  /// as usual.
  mutating func skimRecord(
    _ size: Int, into batch: inout ScalarBatch
  ) throws(EventFileError) -> Bool {
    guard size > Self.sizeWorthSkipping, records.stream.canSeek, records.knownSize != nil else {
      return false
    }
    guard try records.has(12 + Self.prefixSize) else { return false }
    let start = records.start + 12
    guard
      let field = OpaqueField(in: records.buffer, start..<start + Self.prefixSize, size: size),
      size - field.content.upperBound <= Self.prefixSize,
      !field.isTensor || holdsNoScalars(field.tag.shifted(by: start))
    else { return false }
    let (head, left) = (field.content.lowerBound, size - field.content.upperBound)
    var condensed = PaddedBytes(capacity: head + left)
    condensed.copy(records.buffer, start..<start + head, to: 0)
    recordOffset = records.offset
    try records.jump(to: recordOffset + 12 + Int64(field.content.upperBound))
    // The file may have been cut since it was opened: then it ends within this record.
    guard try records.has(left + 4) else {
      try records.seek(to: recordOffset)
      return false
    }
    condensed.copy(records.buffer, records.start..<records.start + left, to: head)
    field.condense(&condensed)
    outcome.tail = nil
    outcome.records += 1
    do throws(MalformedEvent) {
      try decoder.decode(0..<head + left, in: condensed)
      try extractor.extract(decoder, in: condensed, remarks: &outcome.remarks)
      accept(into: &batch)
    } catch {
      reject(error, size)
    }
    records.advance(left + 4)
    return true
  }

  /// Whether tensors of the tag in the window are known to hold neither scalars nor texts that are
  /// kept.
  private func holdsNoScalars(_ tag: Range<Int>) -> Bool {
    guard let series = extractor.table.known(tag, in: records.buffer) else { return false }
    let state = extractor.table.states[series]
    return state.hasMetadata && state.tensorClass == .other
      && extractor.table.series[series].plugin != "text"
  }
}

extension Range<Int> {
  fileprivate func shifted(by distance: Int) -> Range<Int> {
    lowerBound + distance..<upperBound + distance
  }
}
