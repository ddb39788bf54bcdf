import Foundation
import Reports
import TFEventsCommands
import TextFormats

/// `tfevents watch` in this process, in a world whose time moves only while it waits.
final class WatchRun {
  /// The time at which the command begins unless a test says otherwise, in seconds since the Unix
  /// epoch.
  static let start: Double = 1_800_000_000

  private(set) var status: Int32 = -1
  /// Its output on standard output and on standard error.
  private(set) var output = ""
  private(set) var errors = ""
  /// The programs it started, in order.
  private(set) var programs: [LiveWorld.Program] = []
  /// Files that it replaced.
  private(set) var files: [String: String] = [:]
  private var clock = 0.0

  /// Runs `watch` with these words.
  convenience init(
    _ words: String..., start: Double = WatchRun.start, screen: (columns: Int, rows: Int)? = nil,
    slowness: Double = 0, wait: @escaping (Double) -> LiveWorld.Waking
  ) throws {
    try self.init(words, start: start, screen: screen, slowness: slowness, wait: wait)
  }

  /// Runs `watch` with these words.
  ///
  /// - Parameters:
  ///   - words: The command line behind `watch`.
  ///   - start: The time it is when the command begins, in seconds since the Unix epoch.
  ///   - screen: The terminal's columns and rows; nil for a pipe.
  ///   - slowness: How many seconds pass whenever the time is asked for.
  ///   - wait: What happens while it waits, and why that ends.
  /// - Throws: What a failing write to the captured output throws.
  init(
    _ words: [String], start: Double = WatchRun.start, screen: (columns: Int, rows: Int)? = nil,
    slowness: Double = 0, wait: @escaping (Double) -> LiveWorld.Waking
  ) throws {
    let live = LiveWorld(
      uptime: {
        self.clock += slowness
        return self.clock
      },
      wait: { seconds in
        self.clock += seconds
        return wait(seconds)
      },
      screenSize: { screen },
      start: { program in
        self.programs.append(program)
        return .success(Int32(self.programs.count))
      },
      replaceFile: { (path, bytes) throws(OutputError) in
        self.files[path] = String(decoding: bytes, as: UTF8.self)
      })
    status = run(
      Session(
        arguments: ["watch"] + words, environment: { _ in nil },
        output: OutputStream(
          isTerminal: screen != nil, columns: screen?.columns,
          sink: ByteSink { (bytes) throws(OutputError) in
            self.output += String(decoding: bytes, as: UTF8.self)
          }),
        errors: OutputStream(
          isTerminal: false, columns: nil,
          sink: ByteSink { (bytes) throws(OutputError) in
            self.errors += String(decoding: bytes, as: UTF8.self)
          }),
        createFile: { (_) throws(OutputError) in throw .failed(code: 2) },
        now: { start + self.clock }, live: live))
  }

  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The lines as JSON objects, their values as text.
  var records: [[String: String]] {
    lines.compactMap { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object?.mapValues { "\($0)" }
    }
  }
}
