public import Scalars
internal import Synchronization

/// Threads of our own that all do the same, beside the thread that asks for them.
///
/// There may be fewer than asked for, down to none: the one who asks has to be able to do all the work
/// itself. That is noted in ``ThreadShortage``.
public final class ThreadTeam: Sendable {
  private let threads: Mutex<[SystemThread]>
  /// How many threads were started.
  public let count: Int

  /// Starts up to `count` threads, each of which does `work` once.
  ///
  /// After the first refusal no more are asked for.
  public init(_ count: Int, work: @escaping @Sendable () -> Void) {
    var started: [SystemThread] = []
    do throws(SystemError) {
      while started.count < count { started.append(try SystemThread(work)) }
    } catch {
      ThreadShortage.note(ThreadShortage(wanted: count, started: started.count, reason: error))
    }
    self.count = started.count
    threads = Mutex(started)
  }

  deinit { join() }

  /// Waits until all threads have ended.
  public func join() {
    let ended = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    for thread in ended { thread.join() }
  }
}

/// That the system made fewer threads than were asked for.
public struct ThreadShortage: Sendable, Hashable {
  /// How many threads were asked for beside the one that asked.
  public let wanted: Int
  /// How many were made.
  public let started: Int
  /// What the system said.
  public let reason: SystemError

  private static let noted = Mutex<ThreadShortage?>(nil)

  /// The first shortage of this process; nil where there never was one.
  public static var first: ThreadShortage? { noted.withLock { $0 } }

  static func note(_ shortage: ThreadShortage) {
    noted.withLock { if $0 == nil { $0 = shortage } }
  }
}
