import Synchronization
import Threads
import TrainingRuns

/// At most this many items may be begun ahead of the next result to deliver.
private let longestWait = 256
/// From this many bytes on, only a few items are begun ahead, so that progress is visible with
/// large items.
private let heaviestWait: Int64 = 64 << 20

/// The most threads if they mostly wait for a file system; each takes half a megabyte.
private let mostThreads = 32

/// Works on items in parallel and delivers the results in the order of the items.
///
/// The number of results waiting for an earlier one is bounded. The results delivered do not depend
/// on `jobs`.
///
/// - Parameters:
///   - items: The items to work on.
///   - jobs: How many threads; 0 for one per processor.
///   - weight: The size of an item in bytes; fewer large items are worked on ahead.
///   - progress: Shows how far the work has come.
///   - work: Makes a result from an item, on any thread.
///   - deliver: Takes the results, on the calling thread, while the others work.
///
/// - Throws: What `deliver` throws; later items are then not done.
func forEachInOrder<Item: Sendable, Result: Sendable, Failure: Error>(
  _ items: [Item], jobs: Int, weight: (Item) -> Int64 = { _ in 0 }, progress: Progress? = nil,
  work: @escaping @Sendable (Item) -> Result, deliver: (Result) throws(Failure) -> Void
) throws(Failure) {
  try forEachInOrder(
    items, jobs: jobs, weight: weight, progress: progress, context: {},
    work: { item, _ in work(item) }, deliver: deliver)
}

/// The same, with a context that each thread creates once and reuses for all its items.
func forEachInOrder<Item: Sendable, Context, Result: Sendable, Failure: Error>(
  _ items: [Item], jobs: Int, weight: (Item) -> Int64 = { _ in 0 }, progress: Progress? = nil,
  context: @escaping @Sendable () -> Context,
  work: @escaping @Sendable (Item, inout Context) -> Result,
  deliver: (Result) throws(Failure) -> Void
) throws(Failure) {
  let width = min(threadCount(jobs: jobs), items.count)
  // If progress is shown, the calling thread does only that.
  let shown = progress.flatMap { $0.isWanted ? $0 : nil }
  let meter = shown?.meter
  let line = WorkLine<Result>(weights: items.map(weight), width: width)
  let tally = WaitTally()
  let others = ThreadTeam(shown == nil ? max(1, width) - 1 : width) {
    var context = context()
    while let index = line.next() {
      let result = tally.measure { Parcel(work(items[index], &context)) }
      meter?.finishItem()
      line.put(result, at: index)
    }
  }
  defer {
    line.stop()
    others.join()
  }
  let works = shown == nil || others.count == 0
  var own = context()
  while let turn = line.nextOfCaller(works: works) {
    switch turn {
    case .result(let parcel): try deliver(parcel.result)
    case .item(let index):
      let result = tally.measure { Parcel(work(items[index], &own)) }
      line.put(result, at: index)
      meter?.finishItem()
    case .wait: line.waitForResult(pausing: shown != nil)
    }
    others.grow(
      to: min(tally.threads(keepingBusy: width, atMost: mostThreads), items.count) - 1)
    shown?.tick()
  }
}

/// How many processors can be used.
func processorCount() -> Int { activeProcessors }

/// How many threads `jobs` asks for, limited by the number of files they may open; 0 is one per
/// processor.
func threadCount(jobs: Int) -> Int {
  min(jobs > 0 ? jobs : processorCount(), threadsThatMayOpenFiles)
}

/// A result on its way to the calling thread.
///
/// A reference, since results are large: one was moved twenty times on its way.
private final class Parcel<Result: Sendable>: Sendable {
  let result: Result

  init(_ result: Result) { self.result = result }
}

/// The items in work and the results that wait.
private final class WorkLine<Result: Sendable>: Sendable {
  /// What the calling thread does next: it delivers results, and works while there are none to
  /// deliver.
  enum Turn { case result(Parcel<Result>), item(Int), wait }

  private struct State {
    var next = 0
    /// How many results have been delivered.
    var done = 0
    /// A ring of results that wait, as long as the most that may wait.
    var results: [Parcel<Result>?]
    var isStopped = false
    /// The weight of the items that are begun and not delivered.
    var weight: Int64 = 0
    /// How many threads wait for results to be delivered before they continue.
    var waiting = 0
    /// Whether the calling thread waits for the next result.
    var callerWaits = false
  }

  private let weights: [Int64]
  private let fewest: Int
  private let state: Mutex<State>
  private let room = Semaphore()
  private let ready = Semaphore()

  init(weights: [Int64], width: Int) {
    self.weights = weights
    fewest = min(4 * width, longestWait)
    state = Mutex(State(results: Array(repeating: nil, count: min(longestWait, weights.count))))
  }

  /// The next item to work on; waits while too many results wait already; nil at the end.
  func next() -> Int? {
    while true {
      let (index, isEnd) = state.withLock { state -> (Int?, Bool) in
        if state.isStopped || state.next == weights.count { return (nil, true) }
        let index = take(&state)
        if index == nil { state.waiting += 1 }
        return (index, false)
      }
      if index != nil || isEnd { return index }
      room.wait()
    }
  }

  /// What the calling thread does next, depending on whether it works on items itself; nil when all
  /// is done.
  func nextOfCaller(works: Bool) -> Turn? {
    let (turn, waiting) = state.withLock { state -> (Turn?, Int) in
      if state.done == weights.count { return (nil, 0) }
      if let result = state.results[state.done % state.results.count].take() {
        state.weight -= weights[state.done]
        state.done += 1
        defer { state.waiting = 0 }
        return (.result(result), state.waiting)
      }
      if works, let index = take(&state) { return (.item(index), 0) }
      state.callerWaits = true
      return (.wait, 0)
    }
    room.signal(waiting)
    return turn
  }

  /// Waits for the next result, or for a tenth of a second.
  ///
  /// Items begin in order, so another thread is at work on the one that is waited for.
  func waitForResult(pausing: Bool) {
    if pausing {
      ready.wait(milliseconds: 100)
    } else {
      ready.wait()
    }
  }

  private func take(_ state: inout State) -> Int? {
    let ahead = state.next - state.done
    let isFull = ahead >= longestWait || (ahead >= fewest && state.weight >= heaviestWait)
    if isFull || state.next == weights.count { return nil }
    state.weight += weights[state.next]
    state.next += 1
    return state.next - 1
  }

  /// Keeps a result until its turn comes.
  func put(_ result: Parcel<Result>, at index: Int) {
    let isAwaited = state.withLock { state in
      state.results[index % state.results.count] = result
      guard state.callerWaits, index == state.done else { return false }
      state.callerWaits = false
      return true
    }
    if isAwaited { ready.signal() }
  }

  /// Ends the work of all threads after their current item.
  func stop() {
    let waiting = state.withLock { state in
      state.isStopped = true
      defer { state.waiting = 0 }
      return state.waiting
    }
    room.signal(waiting)
  }
}
