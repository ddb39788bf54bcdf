import Scalars

/// Merges the points of files that were written at the same time, by wall time.
///
/// Of equal times, the earlier file's comes first. A file's own points keep their order: a point
/// whose wall time is missing or goes back comes right after the point before it.
struct FileMerge: ~Copyable {
  /// At most this many files are open at once: further ones follow as others end.
  static let limit = 64

  private final class Source {
    let box: FileBox
    var batch = ScalarBatch()
    var row = 0
    var time = -Double.infinity

    init(_ box: FileBox) { self.box = box }
  }

  private var sources: [Source] = []
  /// The files that are not begun yet, the next one last.
  private var waiting: [FileBox] = []
  /// The files that have been read to their end.
  private(set) var finished: [FileBox] = []

  /// Adds a file; call this in the order of reading.
  mutating func add(_ file: consuming OpenFile) { waiting.insert(FileBox(file), at: 0) }

  private mutating func begin(of run: Run, _ table: inout SeriesNumbering) {
    while sources.count < Self.limit, let box = waiting.popLast() {
      let source = Source(box)
      if Self.fill(source, of: run, table: &table) {
        sources.append(source)
      } else {
        finished.append(box)
      }
    }
  }

  /// Fills `batch` with the next points by wall time; false at the end.
  mutating func read(
    into batch: inout ScalarBatch, of run: Run, table: inout SeriesNumbering
  ) -> Bool {
    batch.count = 0
    batch.marks.removeAll(keepingCapacity: true)
    begin(of: run, &table)
    while batch.count < ScalarBatch.capacity, let index = nextSource() {
      let source = sources[index]
      batch.copyRow(source.row, of: source.batch)
      source.row += 1
      if source.row < source.batch.count {
        Self.advanceTime(source)
      } else if !Self.fill(source, of: run, table: &table) {
        finished.append(sources.remove(at: index).box)
        begin(of: run, &table)
      }
    }
    return batch.count > 0
  }

  private func nextSource() -> Int? { sources.indices.min { sources[$0].time < sources[$1].time } }

  private static func fill(_ source: Source, of run: Run, table: inout SeriesNumbering) -> Bool {
    source.row = 0
    while source.box.file.read(into: &source.batch, of: run, table: &table) {
      if source.batch.count == 0 { continue }
      advanceTime(source)
      return true
    }
    return false
  }

  private static func advanceTime(_ source: Source) {
    // The order of the arguments matters: if the new time is NaN, `max` returns the first one.
    source.time = max(source.time, source.batch.wallTimes[source.row])
  }
}

extension ScalarBatch {
  /// Appends a row of another batch.
  fileprivate mutating func copyRow(_ row: Int, of other: borrowing ScalarBatch) {
    series[count] = other.series[row]
    steps[count] = other.steps[row]
    wallTimes[count] = other.wallTimes[row]
    values[count] = other.values[row]
    if !other.offsets.isEmpty {
      while offsets.count <= count { offsets.append(0) }
      offsets[count] = other.offsets[row]
    }
    count += 1
  }
}
