import Foundation
import TestSupport

/// A command in a terminal emulated by tmux, so that its visible screen can be compared.
final class Tmux {
  /// Whether tmux is installed.
  static let isInstalled = (try? run(["-V"])) != nil

  /// The files that the script in the terminal writes: modes before and after, the exit status.
  private let folder: TemporaryFolder
  private let socket = "tfevents-" + UUID().uuidString

  /// Opens a terminal and runs `tfevents` with these arguments in it.
  ///
  /// The shell around it outlives a closed terminal. `before` is the text in the terminal before.
  init(_ words: [String], columns: Int, rows: Int) throws {
    folder = TemporaryFolder()
    let program = BuiltProgram.url?.path ?? "tfevents"
    let command = ([program] + words).map(Self.quoted).joined(separator: " ")
    let script = """
      trap : HUP INT QUIT
      cd '\(folder.path)'
      echo before
      stty -a > modes-before
      sh -c 'echo $$ > number; exec "$@"' sh \(command)
      echo $? > status
      stty -a > modes-after 2> /dev/null
      exec cat
      """
    try Data(script.utf8).write(to: URL(fileURLWithPath: folder.path + "/script"))
    _ = try Self.run(
      [
        "-u", "-f", "/dev/null", "-L", socket, "new-session", "-d", "-x", "\(columns)", "-y",
        "\(rows)", "exec env LC_ALL=C.UTF-8 sh '\(folder.path)/script'",
      ])
  }

  deinit { _ = try? run("kill-server") }

  /// The text on the screen, without trailing blanks.
  var screen: [String] {
    ((try? run("capture-pane", "-p")) ?? "").split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map { String($0.reversed().drop { $0 == " " }.reversed()) }.dropLast()
  }

  /// Whether the alternate screen is shown, the cursor is visible, and lines wrap.
  var modes: String {
    let format = "#{alternate_on} #{cursor_flag} #{wrap_flag}"
    return ((try? run("display-message", "-p", format)) ?? "").filter { $0 != "\n" }
  }

  /// The exit status; nil while it runs.
  var status: Int? { text("status").flatMap { Int($0) } }
  /// The number of the program's process.
  var number: Int32? { text("number").flatMap { Int32($0) } }
  /// Whether the terminal's modes are the same as before the program.
  var isAsBefore: Bool {
    text("modes-before") != nil && text("modes-before") == text("modes-after")
  }
  /// Whether the terminal's modes were asked for after the program.
  var hasEnded: Bool { text("modes-after")?.isEmpty == false }

  func press(_ key: String) throws { _ = try run("send-keys", key) }

  func resize(columns: Int, rows: Int) throws {
    _ = try run("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  func close() throws { _ = try run("kill-server") }

  /// Waits until a condition holds, at most 20 seconds; returns whether it held.
  func wait(_ isSo: () -> Bool) -> Bool {
    let end = Date().addingTimeInterval(20)
    while Date() < end {
      if isSo() { return true }
      Thread.sleep(forTimeInterval: 0.05)
    }
    return isSo()
  }

  /// Waits until the screen contains a text.
  func wait(for text: String) -> Bool { wait { screen.contains { $0.contains(text) } } }

  private func text(_ name: String) -> String? {
    let content = try? String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
    return content?.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func run(_ words: String...) throws -> String {
    try Self.run(["-u", "-L", socket] + words)
  }

  private struct Failure: Error { let status: Int32 }

  private static func run(_ words: [String]) throws -> String {
    let output = TemporaryFile()
    // Foundation's Process waits until all descendants have ended, the server among them. Within
    // tmux, another one is refused.
    let command = (["unset TMUX; exec tmux"] + words.map(quoted)).joined(separator: " ")
    // The threads that tests run on block signals, which children inherit.
    var none = sigset_t()
    var usual = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, &usual)
    defer { unsafe pthread_sigmask(SIG_SETMASK, &usual, nil) }
    let status = unsafe system("\(command) > '\(output.path)' 2> /dev/null < /dev/null")
    if status != 0 { throw Failure(status: status) }
    return String(decoding: output.bytes, as: UTF8.self)
  }

  private static func quoted(_ word: String) -> String {
    "'" + word.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}
