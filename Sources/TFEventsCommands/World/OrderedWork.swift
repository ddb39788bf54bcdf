import Dispatch
import Synchronization

/// How many items are worked on before their results are handed over.
private let waveLength = 256
/// How heavy they are together at most, so that progress is seen with large items, too.
private let waveWeight: Int64 = 64 << 20

/// Works on items at once on several threads, and hands the results over in the order of the items.
///
/// Items are worked on in waves of some hundred, so that the results waiting to be handed over are few
/// however many items there are. The result does not depend on `jobs`.
///
/// - Parameters:
///   - items: What there is to do.
///   - jobs: How many threads; 0 for one a processor.
///   - weight: The size of an item in bytes, by which waves of large items are shorter.
///   - progress: What says how far the work has come, while it goes on.
///   - work: Makes a result of an item, on any thread.
///   - deliver: Takes the results, on the calling thread.
/// - Throws: What `deliver` throws; later items are left undone then.
func forEachInOrder<Item: Sendable, Result: Sendable, Failure: Error>(
  _ items: [Item], jobs: Int, weight: (Item) -> Int64 = { _ in 0 }, progress: Progress? = nil,
  work: @escaping @Sendable (Item) -> Result, deliver: (Result) throws(Failure) -> Void
) throws(Failure) {
  let width = jobs > 0 ? jobs : processorCount()
  var start = 0
  while start < items.count {
    let wave = nextWave(of: items[start...], atLeast: 4 * width, weight: weight)
    let results =
      if let progress, progress.isWanted {
        allAtOnce(wave, width: width, progress, work: work)
      } else {
        allAtOnce(wave, width: width, work: work)
      }
    for result in results { try deliver(result) }
    start += wave.count
  }
}

private func nextWave<Item>(
  of items: ArraySlice<Item>, atLeast minimum: Int, weight: (Item) -> Int64
) -> [Item] {
  var wave: [Item] = []
  var total: Int64 = 0
  for item in items.prefix(waveLength) {
    if wave.count >= minimum, total >= waveWeight { break }
    wave.append(item)
    total += weight(item)
  }
  return wave
}

/// How many processors there are to work on.
func processorCount() -> Int { activeProcessors }

private func allAtOnce<Item: Sendable, Result: Sendable>(
  _ items: [Item], width: Int, work: @Sendable (Item) -> Result
) -> [Result] {
  if width == 1 || items.count == 1 { return items.map(work) }
  let shared = SharedWork<Item, Result>(items)
  DispatchQueue.concurrentPerform(iterations: min(width, items.count)) { _ in shared.run(work) }
  return shared.ordered
}

/// The same, with the calling thread free to say how far the work has come.
private func allAtOnce<Item: Sendable, Result: Sendable>(
  _ items: [Item], width: Int, _ progress: Progress, work: @escaping @Sendable (Item) -> Result
) -> [Result] {
  let shared = SharedWork<Item, Result>(items)
  let meter = progress.meter
  let group = DispatchGroup()
  for _ in 0..<min(width, items.count) {
    DispatchQueue.global().async(group: group) {
      shared.run {
        let result = work($0)
        meter.finishItem()
        return result
      }
    }
  }
  while group.wait(timeout: .now() + .milliseconds(100)) == .timedOut { progress.tick() }
  progress.tick()
  return shared.ordered
}

/// Items that several threads take one after the other, and their results.
private final class SharedWork<Item: Sendable, Result: Sendable>: Sendable {
  private let items: [Item]
  private let next = Atomic(0)
  private let results: Mutex<[Result?]>

  init(_ items: [Item]) {
    self.items = items
    results = Mutex(Array(repeating: nil, count: items.count))
  }

  /// Works on items until there is none left; to be called on each of the threads.
  func run(_ work: (Item) -> Result) {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < items.count else { return }
      let result = work(items[index])
      results.withLock { $0[index] = result }
    }
  }

  var ordered: [Result] { results.withLock { $0.compactMap(\.self) } }
}
