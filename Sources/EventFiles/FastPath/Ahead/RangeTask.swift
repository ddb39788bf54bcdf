import Synchronization
import Threads

/// A range of a file to be read by whichever thread comes first, once.
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

  /// Has the range left unread, unless a thread has begun to read it.
  func cancel() { isBegun.store(true, ordering: .relaxed) }

  /// What the range holds, to be asked for once; meanwhile, as long as there is need to wait, others are read.
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
