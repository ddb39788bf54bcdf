import Synchronization
import Threads

/// A range of a file, to be read once by the first thread that is free.
final class RangeTask: Sendable {
  let range: Range<Int64>
  private let reader: StretchReader
  private let isBegun = Atomic(false)
  private let isDone = Atomic(false)
  private let result = Mutex<[PrefetchedStretch]>([])
  private let done = Semaphore()

  init(_ range: Range<Int64>, reader: StretchReader) {
    self.range = range
    self.reader = reader
  }

  /// Reads the range, unless a thread has begun to.
  func run() {
    if isBegun.exchange(true, ordering: .relaxed) { return }
    let stretches = reader.read(range)
    result.withLock { $0 = stretches }
    isDone.store(true, ordering: .releasing)
    done.signal()
  }

  /// Marks the range as not to be read, unless a thread has begun to read it.
  func cancel() { isBegun.store(true, ordering: .relaxed) }

  /// The content of the range; may be called once.
  ///
  /// While it has to wait, the calling thread reads other ranges.
  func take(helping others: some Sequence<RangeTask>) -> [PrefetchedStretch] {
    run()
    for other in others where !isDone.load(ordering: .acquiring) { other.run() }
    done.wait()
    return result.withLock { stretches in
      defer { stretches = [] }
      return stretches
    }
  }
}
