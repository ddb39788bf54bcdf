import Glibc
internal import Synchronization

/// Measures how much of their time threads spend waiting, for example for a network file system.
///
/// Work that waits for answers rather than for processors is done by more threads than there are
/// processors.
public final class WaitTally: Sendable {
  /// A point in time, by the wall clock and by the thread's processor time.
  private struct Moment {
    fileprivate var wall: Int
    fileprivate var worked: Int
    /// How often the thread gave up its processor because it had to wait (voluntary context
    /// switches).
    fileprivate var pauses: Int

    /// The current time of this thread.
    static var now: Moment {
      var usage = rusage()
      // 1 is RUSAGE_THREAD, which the C library's header declares only with GNU extensions.
      unsafe getrusage(1, &usage)
      return Moment(
        wall: nanoseconds(CLOCK_MONOTONIC), worked: nanoseconds(CLOCK_THREAD_CPUTIME_ID),
        pauses: usage.ru_nvcsw)
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int {
      var time = timespec()
      unsafe clock_gettime(clock, &time)
      return Int(time.tv_sec) &* 1_000_000_000 &+ Int(time.tv_nsec)
    }
  }

  /// Nanoseconds per piece of work: shorter waits come from a local disk or from another process's
  /// turn.
  private static let noticeable = 300_000

  /// The first pieces are all measured, then one in `interval`: to read the clocks takes as long as
  /// a small part of a small file.
  private static let firstPieces = 64
  private static let interval = 8

  private let begun = Atomic(0)
  private let pieces = Atomic(0)
  private let wall = Atomic(0)
  private let worked = Atomic(0)

  /// How many pieces of work were measured.
  public var pieceCount: Int { pieces.load(ordering: .relaxed) }

  /// Creates a tally of nothing.
  public init() {}

  /// Does a piece of work on this thread, and counts its time.
  public func measure<Result>(_ work: () -> Result) -> Result {
    let number = begun.wrappingAdd(1, ordering: .relaxed).oldValue
    if number >= Self.firstPieces, !number.isMultiple(of: Self.interval) { return work() }
    let start = Moment.now
    defer { note(since: start) }
    return work()
  }

  /// Counts a piece of work that began at a given time on this thread.
  private func note(since start: Moment) {
    let now = Moment.now
    let worked = now.worked &- start.worked
    // Time during which others had the processor is not waiting; more threads would not shorten it.
    let passed = now.pauses > start.pauses ? now.wall &- start.wall : worked
    pieces.wrappingAdd(1, ordering: .relaxed)
    wall.wrappingAdd(passed, ordering: .relaxed)
    self.worked.wrappingAdd(worked, ordering: .relaxed)
  }

  /// The number of threads that keep `processors` busy although some of them wait.
  ///
  /// - Parameters:
  ///   - processors: The number to keep busy; there are never fewer threads.
  ///   - most: The largest number of threads.
  ///   - pieces: The number of pieces of work that must be done before the waits are trusted.
  /// - Returns: `processors` while too little is known, or if nothing waits.
  public func threads(keepingBusy processors: Int, atMost most: Int, after pieces: Int = 4) -> Int {
    let count = pieceCount
    let (wall, worked) = (wall.load(ordering: .relaxed), worked.load(ordering: .relaxed))
    if count < max(1, pieces) || (wall - worked) / count < Self.noticeable { return processors }
    let ratio = min(wall / max(1, worked), most) + 1
    return max(processors, min(most, processors * ratio, threadsThatMayOpenFiles))
  }
}

/// How many threads may each have two descriptors open, at least one.
public var threadsThatMayOpenFiles: Int {
  let limit = Int(sysconf(Int32(_SC_OPEN_MAX)))
  // If there is no limit, -1 is returned.
  return limit < 0 ? .max : max(1, (limit - 3) / 2)
}
