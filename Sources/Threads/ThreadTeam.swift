public import Scalars
internal import Synchronization

/// Threads of our own that all do the same work, in addition to the calling thread.
///
/// There may be fewer than requested, or none: the caller must be able to do all the work itself. A
/// shortage is noted in ``ThreadShortage``.
public final class ThreadTeam: Sendable {
  private struct State {
    var threads: [SystemThread] = []
    var started = 0
    var isRefused = false
  }

  private let work: @Sendable () -> Void
  private let state = Mutex(State())

  /// How many threads were started.
  public var count: Int { state.withLock { $0.started } }

  /// Starts up to `count` threads, each of which does `work` once.
  public init(_ count: Int, work: @escaping @Sendable () -> Void) {
    self.work = work
    grow(to: count)
  }

  /// Starts more threads until there are `count`; after the first refusal no more are requested.
  public func grow(to count: Int) {
    state.withLock { state in
      do throws(SystemError) {
        while state.started < count, !state.isRefused {
          state.threads.append(try SystemThread(work))
          state.started += 1
        }
      } catch {
        state.isRefused = true
        ThreadShortage.note(ThreadShortage(wanted: count, started: state.started, reason: error))
      }
    }
  }

  deinit { join() }

  /// Waits until all threads have ended.
  public func join() {
    let ended = state.withLock { state in
      defer { state.threads = [] }
      return state.threads
    }
    for thread in ended { thread.join() }
  }
}

/// The fact that the system created fewer threads than requested.
public struct ThreadShortage: Sendable, Hashable {
  /// How many threads were requested in addition to the calling one.
  public let wanted: Int
  /// How many were made.
  public let started: Int
  /// The system's error.
  public let reason: SystemError

  private static let noted = Mutex<ThreadShortage?>(nil)

  /// The first shortage of this process; nil if there never was one.
  public static var first: ThreadShortage? { noted.withLock { $0 } }

  static func note(_ shortage: ThreadShortage) {
    noted.withLock { if $0 == nil { $0 = shortage } }
  }
}
