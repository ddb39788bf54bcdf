/// Reads ranges of a large file on other threads, ahead of the reader of the file.
///
///     │ read in its turn │ range │ range │ range │ … │ read in its turn │
///                          ↑ stretches of known events    ↑ the last bytes, which may be changing
///
/// The reader goes through the file as ever. Where it comes to the very byte at which a stretch begins, it takes
/// the stretch instead of reading it: what known events come to depends on nothing that stands before them but
/// the wall time of the last event. All else it reads itself: records that are new, damage, whatever lies
/// across the border of two ranges, and what a range took for records within the payload of another. So the
/// result is the same for any number of threads and ranges of any size.
struct ReadAhead: Sendable {
  /// Ranges that are asked for; the first is the next to come to.
  private var tasks: [RangeTask] = []
  /// What is left of the range that the reader is in.
  private var stretches: ArraySlice<PrefetchedStretch> = []
  /// Where the next range begins that is not asked for yet.
  private var next: Int64
  /// What lies behind is left to the reader.
  private let end: Int64
  private let rangeSize: Int64
  private let crew: RangeCrew
  let spares = SpareBatches()

  /// Prepares to read ahead from behind `offset`.
  init(from offset: Int64, to end: Int64, rangeSize: Int64, threads: Int) {
    next = offset + rangeSize
    self.end = end - rangeSize
    self.rangeSize = rangeSize
    crew = RangeCrew(threads: max(1, threads - 1))
  }

  /// Up to where the reader may read before it asks for a stretch again.
  var limit: Int64 {
    if let place = stretches.first?.bytes.lowerBound ?? tasks.first?.range.lowerBound {
      return place
    }
    return next < end ? next : .max
  }

  /// The stretch that begins at `offset`; stretches and ranges before it are given up.
  ///
  /// - Parameters:
  ///   - offset: Where the reader is.
  ///   - reader: Reads ranges by what is known by now.
  /// - Returns: `nil` where no stretch begins there.
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

  /// Ends all reading ahead; nothing is being read when it returns.
  mutating func stop() {
    for task in tasks { task.cancel() }
    tasks = []
    crew.stop()
  }

  /// Gives up the stretch that `stretch` returned, for it is taken or of no use.
  mutating func dropStretch() { stretches.removeFirst() }

  /// Asks for ranges as far ahead as memory is to be spent on.
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
