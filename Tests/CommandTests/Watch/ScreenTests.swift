import Foundation
import Reports
import TFEventsCommands
import TestSupport
import Testing

/// The output of `watch`'s screen, in a world whose time moves only while it waits.
@Suite("The screen of watch")
struct ScreenTests {
  private static let sizes = [
    (40, 10), (50, 24), (79, 9), (80, 24), (109, 12), (110, 12),
    (120, 40), (200, 60), (333, 13),
  ]

  /// The screens that were drawn while keys were pressed, one per wait.
  private func frames(
    _ path: String, size: (Int, Int), keys: String = "", waits: Int = 3, words: [String] = [],
    meanwhile: @escaping () -> Void = {}
  ) throws -> [[String]] {
    var keys = Array(keys.utf8)
    var left = waits
    let watch = try WatchRun([path, "-f", "screen"] + words, screen: size) { _ in
      if !keys.isEmpty { return .keys([keys.removeFirst()]) }
      left -= 1
      meanwhile()
      return left < 0 ? .ended(.interrupted) : .time
    }
    #expect(watch.status == 130)
    return watch.output.components(separatedBy: "\u{1B}[?2026h").dropFirst().map { part in
      let start = part.range(of: "\u{1B}[H")?.upperBound ?? part.startIndex
      let end = part.range(of: "\u{1B}[J")?.lowerBound ?? part.endIndex
      return part[start..<end].components(separatedBy: "\r\n").map {
        $0.replacingOccurrences(of: "\u{1B}[K", with: "")
      }
    }
  }

  @Test(
    "No line is wider than the terminal, and no more lines than rows, at any size", arguments: sizes
  )
  func fits(columns: Int, rows: Int) throws {
    let runs = try LiveRuns()
    try runs.writeSeveral()
    let root = runs.folder.path + "/runs"
    for path in [root, root + "/lora-r8", root + "/sft/lr3e-3-with-a-long-name"] {
      for words in [["--max-steps", "6000"], ["--ascii"]] {
        let frames = try frames(
          path, size: (columns, rows), keys: "lxs?\t\t\t", words: words)
        #expect(!frames.isEmpty)
        for frame in frames {
          let widest = frame.map(visibleWidth).max() ?? 0
          #expect(frame.count <= rows && widest <= columns, "\(path): \(frame)")
          #expect(visibleWidth(frame.last ?? "") > 0, "the keys are not the last line: \(frame)")
        }
      }
    }
  }

  @Test("A screen that has not changed is not drawn again")
  func idle() throws {
    let runs = try LiveRuns()
    try runs.improve("lora-r8", 0...1_000, end: 1_000)
    let frames = try frames(runs.folder.path + "/runs", size: (80, 24), waits: 50)
    #expect(frames.count == 1)
  }

  @Test("A change of verdict stays among the events however many evaluations come after it")
  func changesStay() throws {
    let runs = try LiveRuns()
    try runs.overfit("one", 0...2_000)
    var last: Int64 = 2_000
    let frames = try frames(runs.folder.path + "/runs", size: (100, 24), waits: 70) {
      #expect(throws: Never.self) { try runs.overfit("one", (last + 1)...(last + 100)) }
      last += 100
    }
    let frame = try #require(frames.last)
    #expect(frame.contains { $0.contains("overfitting") && $0.contains("improving") }, "\(frame)")
    #expect(frame.contains { $0.contains("eval/loss 4.800 at 9,000") }, "\(frame)")
  }

  @Test("Of more runs than there are rows, those in trouble are shown")
  func trouble() throws {
    let runs = try LiveRuns()
    for number in 10..<40 { try runs.improve("run-\(number)", 0...1_000, end: 1_000) }
    try runs.append("zz", 0...4_000, end: 4_000) {
      $0 < 1_000 ? 3 - $0 * 0.002 : .nan
    } validation: {
      $0 < 1_000 ? 3 - $0 * 0.002 : .nan
    }
    let frame = try #require(
      try frames(runs.folder.path + "/runs", size: (80, 24), words: ["--ascii"]).last)
    #expect(frame.contains { $0.contains("zz") && $0.contains("diverged") })
    #expect(frame.contains { $0.contains("and 16 more") }, "\(frame)")
    #expect(frame.first?.contains("31 runs") == true)
  }

  @Test("Keys choose a run, scroll to it, open it and lead back")
  func chosen() throws {
    let runs = try LiveRuns()
    for number in 10..<40 { try runs.improve("run-\(number)", 0...1_000, end: 1_000) }
    let root = runs.folder.path + "/runs"
    func last(_ keys: String) throws -> [String] {
      let words = ["--ascii", "--color", "never"]
      return try #require(try frames(root, size: (80, 24), keys: keys, words: words).last)
    }
    let chosen = try last("jj")
    #expect(chosen.contains { $0.hasPrefix(">run-11 ") }, "\(chosen)")
    #expect(chosen.last == " q quit   j, k choose   enter open")
    let scrolled = try last(String(repeating: "j", count: 25))
    #expect(scrolled.contains { $0.hasPrefix(">run-34 ") }, "\(scrolled)")
    #expect(scrolled.contains { $0.hasSuffix(" to 25 of 30") }, "\(scrolled)")
    let end = try last("Gk")
    #expect(end.contains { $0.hasPrefix(">run-38 ") })
    #expect(end.contains { $0.hasSuffix(" to 30 of 30") })
    let opened = try last("jj\r")
    #expect(opened.first?.hasPrefix("run-11   ") == true, "\(opened)")
    #expect(opened.last?.hasPrefix(" q quit   esc all runs   tab next tag") == true)
    #expect(!opened.contains { $0.contains("run-12") })
    #expect(try last("jj\r\u{7F}") == chosen)
    #expect(try last("jj\r\u{1B}\u{1B}") == last(""))
  }

  @Test("Keys of several bytes are known, and unknown ones mean nothing")
  func arrows() throws {
    let runs = try LiveRuns()
    for number in 10..<40 { try runs.improve("run-\(number)", 0...1_000, end: 1_000) }
    let sequences = [
      "\u{1B}[B", "\u{1B}OB", "\u{1B}[B\u{1B}[A", "\u{1B}[15~", "\u{1B}[1;5C", "\u{1B}[6~",
    ]
    var left = sequences[...]
    let watch = try WatchRun(
      runs.folder.path + "/runs", "-f", "screen", "--ascii", "--color", "never", screen: (80, 24)
    ) { _ in left.popFirst().map { .keys(Array($0.utf8)) } ?? .ended(.interrupted) }
    let choices = watch.output.components(separatedBy: "\u{1B}[?2026h").compactMap { frame in
      frame.components(separatedBy: "\r\n").first { $0.hasPrefix(">") }?.prefix(7)
    }
    #expect(choices == [">run-10", ">run-11", ">run-26"], "\(choices)")
  }

  @Test("A run whose verdict is new comes before those that were in trouble all along")
  func newVerdict() throws {
    let runs = try LiveRuns()
    for number in 10..<40 {
      try runs.append("run-\(number)", 0...4_000, end: 4_000) {
        $0 < 1_000 ? 3 - $0 * 0.002 : .nan
      } validation: {
        $0 < 1_000 ? 3 - $0 * 0.002 : .nan
      }
    }
    try runs.overfit("zz", 0...2_000)
    var last: Int64 = 2_000
    let frames = try frames(
      runs.folder.path + "/runs", size: (100, 24), waits: 60,
      words: ["--ascii", "--color", "never"]
    ) {
      #expect(throws: Never.self) { try runs.overfit("zz", (last + 1)...(last + 100)) }
      last += 100
    }
    #expect(frames.first?.contains { $0.hasPrefix(" zz ") } == false)
    #expect(frames.last?[3].hasPrefix(" zz ") == true, "\(frames.last ?? [])")
  }

  @Test("The heading keeps the time left at 80 columns, however long the name")
  func timeLeft() throws {
    let runs = try LiveRuns()
    let name = "a-rather-long-name-of-a-run-that-somebody-chose"
    try runs.improve(name, 0...4_000, end: 4_000)
    let frames = try frames(
      runs.folder.path + "/runs", size: (80, 24),
      words: ["--max-steps", "600000", "--stalled", "9000d"])
    let heading = try #require(frames.last?.first)
    #expect(heading.contains("step 4,000 of 600,000") && heading.contains(" left"), "\(heading)")
  }
}
