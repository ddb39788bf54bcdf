import Synchronization
import Threads

/// The threads that read ranges of one file, in the order in which they are asked for.
///
/// Where the system makes no thread, ranges stay unread until the reader of the file takes them.
final class RangeCrew: Sendable {
  /// The ranges that no thread has taken yet.
  private final class Line: Sendable {
    struct State {
      var tasks: [RangeTask] = []
      var isStopped = false
    }

    let state = Mutex(State())
    let changed = Semaphore()

    /// Reads ranges until there are no more to come.
    func work() {
      while true {
        changed.wait()
        let (task, isStopped) = state.withLock { state -> (RangeTask?, Bool) in
          (state.tasks.isEmpty ? nil : state.tasks.removeFirst(), state.isStopped)
        }
        if isStopped { return }
        task?.run()
      }
    }
  }

  /// How many threads were asked for.
  let threads: Int
  private let line: Line
  private let team: ThreadTeam

  /// Starts the threads.
  init(threads: Int) {
    let line = Line()
    self.threads = threads
    self.line = line
    team = ThreadTeam(threads) { line.work() }
  }

  deinit { stop() }

  /// Has a range read.
  func add(_ task: RangeTask) {
    if team.count == 0 { return }
    line.state.withLock { $0.tasks.append(task) }
    line.changed.signal()
  }

  /// Ends the threads; nothing is being read when it returns.
  func stop() {
    line.state.withLock { $0.isStopped = true }
    line.changed.signal(team.count)
    team.join()
  }
}
