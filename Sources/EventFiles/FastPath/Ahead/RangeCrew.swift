import Synchronization
import Threads

/// The threads that read ranges of one file, in the order of the requests.
///
/// If the system cannot create a thread, ranges stay unread until the reader of the file reads
/// them.
final class RangeCrew: Sendable {
  /// The ranges that no thread has taken yet.
  private final class Line: Sendable {
    struct State {
      var tasks: [RangeTask] = []
      var isStopped = false
    }

    let state = Mutex(State())
    let changed = Semaphore()

    /// Reads ranges until no more will come.
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

  /// The number of threads that were requested.
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

  /// Ends the threads; when it returns, nothing is being read.
  func stop() {
    line.state.withLock { $0.isStopped = true }
    line.changed.signal(team.count)
    team.join()
  }
}
