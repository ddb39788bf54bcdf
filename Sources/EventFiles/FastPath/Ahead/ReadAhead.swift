/// Reads ranges of a large file on other threads, ahead of the reader of the file.
///
///     │ read in its turn │ range │ range │ range │ … │ read in its turn │
///                          ↑ stretches of known events    ↑ the last bytes, which may be changing
///
/// The reader goes through the file as usual. If it reaches exactly the byte at which a stretch
/// begins, it takes the stretch instead of reading it: the result of known events depends on
/// earlier bytes only through the wall time of the last event. Everything else the reader reads
/// itself: new records, damage, records across the border of two ranges, and records that a range
/// wrongly found inside another record's payload. So the result is the same for any number of
/// threads and any size of ranges.
struct ReadAhead: Sendable {
  /// Requested ranges; the first is the one that the reader reaches next.
  private var tasks: [RangeTask] = []
  /// The remaining stretches of the range that the reader is in.
  private var stretches: ArraySlice<PrefetchedStretch> = []
  /// The beginning of the next range that is not requested yet.
  private var next: Int64
  /// From here on the reader reads the file itself.
  private let end: Int64
  private let rangeSize: Int64
  private let crew: RangeCrew
  let spares = SpareBatches()

  /// Prepares to read ahead, beginning after `offset`.
  init(from offset: Int64, to end: Int64, rangeSize: Int64, threads: Int) {
    next = offset + rangeSize
    self.end = end - rangeSize
    self.rangeSize = rangeSize
    crew = RangeCrew(threads: max(1, threads - 1))
  }

  /// The reader may read up to here before it asks for a stretch again.
  var limit: Int64 {
    if let place = stretches.first?.bytes.lowerBound ?? tasks.first?.range.lowerBound {
      return place
    }
    return next < end ? next : .max
  }

  /// The stretch that begins at `offset`; stretches and ranges before it are dropped.
  ///
  /// - Parameters:
  ///   - offset: The position of the reader.
  ///   - reader: Reads ranges with the templates known by now.
  ///
  /// - Returns: `nil` if no stretch begins there.
  mutating func stretch(at offset: Int64, reader: StretchReader) -> PrefetchedStretch? {
    while offset >= limit {
      if let stretch = stretches.first {
        if stretch.bytes.lowerBound == offset { return stretch }
        stretches.removeFirst()
        continue
      }
      ask(from: offset, reader)
      guard !tasks.isEmpty else { return nil }
      stretches = tasks.removeFirst().take(helping: tasks)[...]
    }
    return nil
  }

  /// Ends all reading ahead; when it returns, nothing is being read.
  mutating func stop() {
    for task in tasks { task.cancel() }
    tasks = []
    crew.stop()
  }

  /// Drops the stretch that `stretch` returned, since it was taken or is not useful.
  mutating func dropStretch() { stretches.removeFirst() }

  /// Requests ranges as far ahead as the memory limit allows.
  private mutating func ask(from offset: Int64, _ reader: StretchReader) {
    let passed = tasks.prefix { $0.range.upperBound <= offset }
    for task in passed { task.cancel() }
    tasks.removeFirst(passed.count)
    while next + rangeSize <= offset { next += rangeSize }
    while tasks.count <= 2 * crew.threads, next < end {
      let range = next..<min(next + rangeSize, end)
      let task = RangeTask(range, reader: reader)
      crew.add(task)
      tasks.append(task)
      next = range.upperBound
    }
  }
}
