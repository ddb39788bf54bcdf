import Foundation
import Reports
import TFEventsCommands
import TestSupport
import TextFormats
import Testing

/// `tfevents serve` in this process, with simulated interpreters.
private final class ServeRun {
  private(set) var status: Int32 = -1
  private(set) var output = ""
  private(set) var errors = ""
  /// The interpreters that were tried, and the arguments of the program that replaced the process.
  private(set) var tried: [[String]] = []
  private(set) var became: [String] = []
  private var clock = 0.0

  /// Runs `serve`.
  ///
  /// - Parameters:
  ///   - words: The command line after `serve`.
  ///   - path: The value of `PATH`.
  ///   - statuses: The exit status of each interpreter by path; others cannot be started; nil means
  ///     that it never ends.
  ///   - interruptedAt: When Ctrl-C comes, in seconds.
  init(
    _ words: [String], path: String = "/usr/bin:/bin", statuses: [String: Int32?] = [:],
    interruptedAt: Double = .infinity
  ) {
    let live = LiveWorld(
      uptime: { self.clock },
      wait: { seconds in
        self.clock += seconds
        return self.clock > interruptedAt ? .ended(.interrupted) : .time
      },
      start: { program in
        guard statuses[program.words[0]] != nil else { return .failure(.failed(code: 2)) }
        self.tried.append(program.words)
        return .success(Int32(self.tried.count))
      },
      status: { number in statuses[self.tried[Int(number) - 1][0]] ?? nil },
      become: { program in
        self.became = program.words
        return .failed(code: 13)
      },
      executable: { "/opt/venv/bin/tfevents" })
    status = run(
      Session(
        arguments: ["serve"] + words, environment: { $0 == "PATH" ? path : nil },
        output: stream { self.output += $0 }, errors: stream { self.errors += $0 },
        createFile: { (_) throws(OutputError) in throw .failed(code: 2) }, now: { 0 }, live: live))
  }

  private func stream(_ add: @escaping (String) -> Void) -> TFEventsCommands.OutputStream {
    TFEventsCommands.OutputStream(
      isTerminal: false, columns: nil,
      sink: ByteSink { (bytes) throws(OutputError) in add(String(decoding: bytes, as: UTF8.self)) })
  }
}

@Suite("The page in a browser")
struct ServeTests {
  private let runs = Repository.path("Fixtures/runs")

  @Test("The process becomes the interpreter beside the executable, and scan's options go with it")
  func words() {
    let run = ServeRun(
      [
        "--port", "6007", "--runs", "a*", "--not-runs", "/b c/", "--metric", "eval/loss", "--min",
        "--from", "hf", runs,
      ], statuses: ["/opt/venv/bin/python3": 0, "/usr/bin/python3": 0])
    #expect(run.tried.map(\.first) == ["/opt/venv/bin/python3"])
    #expect(run.became.prefix(2) == ["/opt/venv/bin/python3", "-c"])
    #expect(run.became[2].hasSuffix("from tfevents.board import server; server.main()"))
    #expect(
      run.became.dropFirst(3) == [
        "/opt/venv/bin/tfevents", "6007", "--runs=a*", "--not-runs=/b c/", "--from=hf",
        "--metric=eval/loss", "--min", "--", runs,
      ])
    #expect(run.status == 2)
    #expect(
      run.errors == "error: /opt/venv/bin/python3 cannot be started (Permission denied)\n")
  }

  @Test("An interpreter without the package is passed over, and one in a relative directory")
  func passedOver() {
    let run = ServeRun(
      [runs], path: "bin::.:/a:/b:/a",
      statuses: ["/opt/venv/bin/python3": 1, "/a/python3": 1, "/b/python3": 0, "bin/python3": 0])
    #expect(run.tried.map(\.first) == ["/opt/venv/bin/python3", "/a/python3", "/b/python3"])
    #expect(run.became.first == "/b/python3")
    #expect(run.became.dropFirst(4) == ["0", "--", runs])
  }

  @Test("Nothing is imported from the current directory")
  func currentDirectory() {
    let run = ServeRun([runs], statuses: ["/bin/python3": 0])
    let guarded = "sys.path[:] = [p for p in sys.path if p not in ('', '.')]; from tfevents"
    #expect(run.tried[0][2].contains(guarded) && run.became[2].contains(guarded))
  }

  @Test("Without an interpreter that will do it says how to get one")
  func noInterpreter() {
    #expect(
      ServeRun([runs]).errors == """
        error: serve needs Python 3.8 or later with the package tfevents, and no python3 was found
          install the wheel, which holds both  pip install tfevents-*.whl
          without Python  tfevents plot PATH -o report.html

        """)
    let run = ServeRun([runs], statuses: ["/usr/bin/python3": 1])
    #expect(run.status == 2)
    #expect(
      run.errors.hasPrefix(
        "error: serve needs Python 3.8 or later with the package tfevents, and /usr/bin/python3 "
          + "cannot import it\n"))
  }

  @Test("An interpreter that never answers is given up, and Ctrl-C ends the search")
  func silentInterpreter() {
    let silent = ServeRun([runs], statuses: ["/usr/bin/python3": nil, "/bin/python3": 0])
    #expect(silent.became.first == "/bin/python3")
    let ended = ServeRun([runs], statuses: ["/usr/bin/python3": nil], interruptedAt: 1)
    #expect(ended.status == 130)
    #expect(ended.became.isEmpty && ended.errors == "")
  }

  @Test("A path that is not there, no path, and a port that is none are refused")
  func badWords() {
    #expect(
      ServeRun(["/nowhere/runs"]).errors == "error: no such file or directory: /nowhere/runs\n")
    #expect(
      ServeRun([]).errors == """
        error: no path given
          usage  tfevents serve [options] <path>...

        """)
    let port = ServeRun(["--port", "70000", runs])
    #expect(port.status == 2 && port.errors.contains("--port"))
    #expect(port.tried.isEmpty)
  }
}
