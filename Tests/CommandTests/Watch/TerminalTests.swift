import Foundation
import TestSupport
import Testing

/// The screen of `watch`, in a terminal emulated by tmux.
@Suite(
  "watch on a terminal", .serialized,
  .enabled(if: Tmux.isInstalled, "tmux is not installed"),
  .enabled(if: BuiltProgram.isThere, "the program was not built beside the tests"))
struct TerminalTests {
  private let runs: LiveRuns

  init() throws { runs = try LiveRuns(now: Date().timeIntervalSince1970) }

  private func watch(_ words: String..., columns: Int = 80, rows: Int = 24) throws -> Tmux {
    try Tmux(["watch", runs.folder.path + "/runs"] + words, columns: columns, rows: rows)
  }

  @Test("One run is a chart with its numbers and what happened, at 80 and at 120 columns")
  func oneRun() throws {
    try runs.improve("lora-r8", 0...4_000, end: 4_180)
    let terminal = try watch("--max-steps", "6000")
    #expect(terminal.wait(for: "4,000 of 6,000"))
    try runs.improve("lora-r8", 4_010...4_100, end: 4_180)
    #expect(terminal.wait(for: "at 4,100"))
    try runs.improve("lora-r8", 4_110...4_180, end: 4_180)
    #expect(terminal.wait(for: "4,180 of 6,000"))
    expectScreen(terminal, "watch-run-80.txt")
    try terminal.resize(columns: 120, rows: 40)
    expectScreen(terminal, "watch-run-120.txt")
    try terminal.resize(columns: 80, rows: 24)
    expectScreen(terminal, "watch-run-80.txt")
    try terminal.press("l")
    try terminal.press("x")
    try terminal.press("s")
    try terminal.press("?")
    #expect(terminal.wait(for: "hide this"))
    expectScreen(terminal, "watch-run-keys.txt")
    try terminal.press("?")
    try terminal.press("Tab")
    #expect(terminal.wait(for: "train/grad_norm 1."))
  }

  @Test("Several runs are a table with sparklines, at 80 and at 120 columns")
  func severalRuns() throws {
    try runs.writeSeveral()
    let terminal = try watch()
    #expect(terminal.wait(for: "4 runs"))
    try runs.improve("lora-r8", 4_110...4_180, end: 4_180)
    #expect(terminal.wait(for: "4,180"))
    expectScreen(terminal, "watch-table-80.txt")
    try terminal.resize(columns: 120, rows: 40)
    expectScreen(terminal, "watch-table-120.txt")
  }

  @Test("Whatever size the terminal is given, the heading is its first line and the keys its last")
  func resizing() throws {
    try runs.improve("lora-r8", 0...4_180, end: 4_180)
    let terminal = try watch()
    #expect(terminal.wait(for: "q quit"))
    for (columns, rows) in [(132, 50), (61, 17), (40, 10), (200, 12), (80, 24)] {
      try terminal.resize(columns: columns, rows: rows)
      let fits = terminal.wait {
        let screen = terminal.screen
        return screen.count == rows && screen.first?.contains("✗") == false
          && screen.first?.contains("↘ improving") == true
          && screen.last?.hasPrefix(" q quit") == true
      }
      let end = terminal.status.map { ", ended with \($0)" } ?? ""
      #expect(fits, "\(columns)x\(rows)\(end): \(terminal.screen.joined(separator: "\n"))")
    }
  }

  @Test(
    "However it ends, the terminal is given back",
    arguments: [("q", 0), ("C-c", 130), ("C-\\", 131), ("TERM", 143), ("HUP", 129)])
  func ending(key: String, status: Int) throws {
    try runs.improve("lora-r8", 0...1_000, end: 1_000)
    let terminal = try watch()
    #expect(terminal.wait(for: "q quit"))
    #expect(terminal.modes == "1 0 0")
    if let signal = ["TERM": SIGTERM, "HUP": SIGHUP][key], let number = terminal.number {
      kill(number, signal)
    } else {
      try terminal.press(key)
    }
    expectGivenBack(terminal, status: status)
    #expect(terminal.screen.first == "before")
    // The lines worth keeping are printed after it.
    #expect(terminal.screen.joined().contains("eval/loss="))
  }

  @Test(
    "It is given back at the end that was asked for, and after an error",
    arguments: [
      (["--timeout", "1s"], 1), (["--until", "improving"], 0),
      (["--prometheus", "/nowhere/file"], 2),
    ])
  func otherEnds(words: [String], status: Int) throws {
    try runs.improve("lora-r8", 0...4_180, end: 4_180)
    let terminal = try Tmux(
      ["watch", runs.folder.path + "/runs"] + words, columns: 80, rows: 24)
    expectGivenBack(terminal, status: status)
    if status == 2 { #expect(terminal.wait(for: "--prometheus: /nowhere/file cannot be written")) }
  }

  @Test("A terminal that is closed ends it")
  func closed() throws {
    try runs.improve("lora-r8", 0...1_000, end: 1_000)
    let terminal = try watch()
    #expect(terminal.wait(for: "q quit"))
    try terminal.close()
    #expect(terminal.wait { terminal.status == 129 }, "status \(terminal.status ?? -1)")
  }

  @Test("A terminal too small for the screen gets lines")
  func small() throws {
    try runs.improve("lora-r8", 0...1_000, end: 1_000)
    let terminal = try watch("--timeout", "1s", columns: 100, rows: 8)
    #expect(terminal.wait(for: "lora-r8 step=1000"))
    #expect(terminal.modes == "0 1 1")
  }

  private func expectGivenBack(
    _ terminal: Tmux, status: Int, location: SourceLocation = #_sourceLocation
  ) {
    #expect(terminal.wait { terminal.hasEnded }, sourceLocation: location)
    #expect(terminal.status == status, sourceLocation: location)
    #expect(terminal.modes == "0 1 1", sourceLocation: location)
    #expect(terminal.isAsBefore, sourceLocation: location)
  }
}
