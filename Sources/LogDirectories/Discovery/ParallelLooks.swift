internal import Synchronization
internal import Threads

/// Looks at many places of a file system at once: on more threads than asked for if these mostly
/// wait.
struct ParallelLooks {
  /// How many places to look at before it is decided again how many threads to use.
  ///
  /// Few until it is known how long a usual look waits: the first one, at the top, may have thousands
  /// of names to sort.
  var most: Int { tally.pieceCount < Self.trusted ? Self.trusted : 512 }
  private static let trusted = 32
  /// For fewer it does not pay to wake threads.
  static let fewest = 16
  private static let mostThreads = 128

  private let threads: Int
  private let tally = WaitTally()

  /// Prepares to look on `threads` threads, or on more.
  init(threads: Int) { self.threads = threads }

  /// Looks at one place, on this thread.
  func look<Result>(_ look: () -> Result) -> Result { tally.measure(look) }

  /// The number of threads on which to look at some places; 1 if it does not pay to wake others.
  func width(for count: Int) -> Int {
    // If looking is slow because it waits, even two threads are worth it.
    let width = tally.threads(keepingBusy: threads, atMost: Self.mostThreads, after: 1)
    return count < (width > threads ? 2 : Self.fewest) ? 1 : min(width, count)
  }

  /// Looks at each place once, on `width` threads or fewer.
  ///
  /// - Returns: The results, in the order of the places.
  func look<Place: Sendable, Result: Sendable>(
    at places: [Place], width: Int, _ look: @escaping @Sendable (Place) -> Result
  ) -> [Result] {
    let work = Looks(places, tally, look)
    let team = ThreadTeam(min(width, places.count) - 1) { work.lookAtAll() }
    work.lookAtAll()
    team.join()
    return work.results
  }
}

/// Places that several threads look at, each of them once.
private final class Looks<Place: Sendable, Result: Sendable>: Sendable {
  private let places: [Place]
  private let tally: WaitTally
  private let look: @Sendable (Place) -> Result
  private let next = Atomic(0)
  private let found: Mutex<[Result?]>

  init(_ places: [Place], _ tally: WaitTally, _ look: @escaping @Sendable (Place) -> Result) {
    self.places = places
    self.tally = tally
    self.look = look
    found = Mutex(Array(repeating: nil, count: places.count))
  }

  /// The results, one for each place.
  var results: [Result] { found.withLock { $0.compactMap { $0 } } }

  /// Looks at places until none is left; on any thread.
  func lookAtAll() {
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index >= places.count { return }
      let result = tally.measure { look(places[index]) }
      found.withLock { $0[index] = result }
    }
  }
}
