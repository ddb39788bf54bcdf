import Arguments
import LogDirectories
import Reports
import TextFormats

/// A file with the state of the runs, for node exporter's textfile collector.
struct PrometheusFile {
  /// The shortest time between two writes, in seconds.
  private static let interval = 5.0

  let path: String
  var isStale = true
  private var lastWritten = -Double.infinity

  init(path: String) { self.path = path }

  /// Writes the file if something changed since the last time; at the end without delay.
  mutating func write(
    _ runs: [FollowedRun], in session: Session, isEnd: Bool = false
  ) throws(CommandError) {
    let now = session.live.uptime()
    guard isStale, isEnd || now - lastWritten >= Self.interval else { return }
    (isStale, lastWritten) = (false, now)
    try session.refuse(output: path) { identity in runs.contains { $0.run.reads(identity) } }
    let text = watchMetrics(runs.map { $0.state })
    do throws(OutputError) { try session.live.replaceFile(path, text.bytes) } catch {
      throw .usage(UsageError("--prometheus: \(path) cannot be written"))
    }
  }
}
