import Dispatch
import Synchronization

/// How many items are worked on before their results are handed over.
private let waveLength = 256

/// Works on items at once on several threads, and hands the results over in the order of the items.
///
/// Items are worked on in waves of some hundred, so that the results waiting to be handed over are few
/// however many items there are. The result does not depend on `jobs`.
///
/// - Parameters:
///   - items: What there is to do.
///   - jobs: How many threads; 0 for one a processor.
///   - work: Makes a result of an item, on any thread.
///   - deliver: Takes the results, on the calling thread.
/// - Throws: What `deliver` throws; later items are left undone then.
func forEachInOrder<Item: Sendable, Result: Sendable, Failure: Error>(
  _ items: [Item], jobs: Int, work: @Sendable (Item) -> Result,
  deliver: (Result) throws(Failure) -> Void
) throws(Failure) {
  let width = jobs > 0 ? jobs : processorCount()
  var start = 0
  while start < items.count {
    let wave = Array(items[start..<min(items.count, start + waveLength)])
    for result in allAtOnce(wave, width: width, work: work) { try deliver(result) }
    start += wave.count
  }
}

/// How many processors there are to work on.
func processorCount() -> Int { activeProcessors }

private func allAtOnce<Item: Sendable, Result: Sendable>(
  _ items: [Item], width: Int, work: @Sendable (Item) -> Result
) -> [Result] {
  if width == 1 || items.count == 1 { return items.map(work) }
  let next = Atomic(0)
  let results = Mutex([Result?](repeating: nil, count: items.count))
  DispatchQueue.concurrentPerform(iterations: min(width, items.count)) { _ in
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < items.count else { return }
      let result = work(items[index])
      results.withLock { $0[index] = result }
    }
  }
  return results.withLock { $0.compactMap(\.self) }
}
