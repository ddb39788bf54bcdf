import Glibc
internal import Synchronization

/// How much of their time threads spend waiting, as for a file system on the other side of a network: what
/// waits for answers and not for processors is done by more threads than there are processors.
public final class WaitTally: Sendable {
  /// A moment, by the clock on the wall and by what the thread has worked.
  public struct Moment: Sendable {
    fileprivate var wall: Int
    fileprivate var worked: Int
    /// How often the thread gave its processor back because it had to wait, and not because its time was up.
    fileprivate var pauses: Int

    /// The moment that is now on this thread.
    public static var now: Moment {
      var usage = rusage()
      // 1 is RUSAGE_THREAD, which the C library's header keeps for GNU's dialect.
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

  /// Nanoseconds a piece of work: shorter waits come from a local disk or from another process's turn.
  private static let noticeable = 300_000

  private let pieces = Atomic(0)
  private let wall = Atomic(0)
  private let worked = Atomic(0)

  /// Creates a tally of nothing.
  public init() {}

  /// Counts a piece of work that began at a moment on this thread.
  public func note(since start: Moment) {
    let now = Moment.now
    let worked = now.worked &- start.worked
    // Time that others had the processor for is no waiting, and more threads would not make it shorter.
    let passed = now.pauses > start.pauses ? now.wall &- start.wall : worked
    pieces.wrappingAdd(1, ordering: .relaxed)
    wall.wrappingAdd(passed, ordering: .relaxed)
    self.worked.wrappingAdd(worked, ordering: .relaxed)
  }

  /// The number of threads that keep `processors` busy although some of them wait.
  ///
  /// - Parameters:
  ///   - processors: The number to keep busy, and the fewest threads.
  ///   - most: The most threads.
  ///   - pieces: The number of pieces of work that must be done before the waits are trusted.
  /// - Returns: `processors` while too little is known, or if nothing waits.
  public func threads(keepingBusy processors: Int, atMost most: Int, after pieces: Int = 4) -> Int {
    let count = self.pieces.load(ordering: .relaxed)
    let (wall, worked) = (wall.load(ordering: .relaxed), worked.load(ordering: .relaxed))
    if count < max(1, pieces) || (wall - worked) / count < Self.noticeable { return processors }
    let ratio = min(wall / max(1, worked), most) + 1
    return max(processors, min(most, processors * ratio, threadsThatMayOpenFiles))
  }
}

/// How many threads may each have two descriptors open, at least one.
public var threadsThatMayOpenFiles: Int {
  let limit = Int(sysconf(Int32(_SC_OPEN_MAX)))
  // Where there is no limit, -1 is said.
  return limit < 0 ? .max : max(1, (limit - 3) / 2)
}
