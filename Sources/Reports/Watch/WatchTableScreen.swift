import Convergence
import TextFormats

/// The screen of several runs: one row per run.
///
/// If there is no room for all, the list scrolls: first those whose verdict is new, then those in
/// trouble.
public struct WatchTableScreen {
  private static let sparkWidth = 15
  /// For how many seconds a verdict counts as new.
  private static let newness = 600.0

  private let runs: [WatchState]
  private let events: [WatchEvent]
  private let now: Double
  private let terminal: Terminal
  private let rows: Int
  private let numbers: ReadableNumbers

  /// Creates the screen of runs for a terminal with a number of rows.
  public init(
    _ runs: [WatchState], events: [WatchEvent], now: Double, terminal: Terminal, rows: Int
  ) {
    self.runs = runs
    self.events = events
    self.now = now
    self.terminal = terminal
    self.rows = rows
    numbers = ReadableNumbers(unicode: terminal.unicode)
  }

  /// The lines, at most as many as there are rows, none wider than the terminal.
  ///
  /// - Parameter list: The state of the list; the runs that are shown are stored in it.
  /// - Returns: The lines, from the top of the screen to its bottom.
  public func lines(_ list: inout WatchList) -> [String] {
    let eventRoom = max(0, min(rows >= 30 ? 8 : 3, rows - runs.count - 7, rows - 10))
    let events = eventLines(max(rows >= 16 ? 2 : 0, eventRoom))
    let foot = (events.isEmpty ? [] : [""] + events) + ["", terminal.styled(keyLine, .dim)]
    let heading = headingLines
    let body = heading + [""] + table(max(1, rows - foot.count - heading.count - 2), &list)
    let gap = max(0, rows - body.count - foot.count)
    let blank = Array(repeating: "", count: gap)
    let lines = body + foot.dropLast(2) + blank + foot.suffix(2)
    return lines.prefix(rows).map { clippedLine($0, to: terminal.width) }
  }

  // MARK: Table

  private var keyLine: String {
    let arrows = terminal.unicode ? "↑↓" : "j, k"
    let line = " q quit   \(arrows) choose   enter open"
    return displayWidth(line) <= terminal.width ? line : " q quit"
  }

  private func table(_ room: Int, _ list: inout WatchList) -> [String] {
    let axis = "10 % " + String(repeating: terminal.unicode ? "─" : "-", count: 4) + " 100 %"
    var table = TextTable([
      .init(StyledText("run", .dim), shortensTo: 12), .init(StyledText("verdict", .dim)),
      .init(StyledText("step", .dim), right: true, dropOrder: 2),
      .init(StyledText("now", .dim), right: true), .init(StyledText("best", .dim), right: true),
      .init(StyledText("best at", .dim), right: true, dropOrder: 0),
      .init(StyledText("updated", .dim), right: true, dropOrder: 3),
      .init(StyledText(axis, .dim), dropOrder: 1),
    ])
    table.indent = 1
    let fits = runs.count <= room
    let ordered = fits ? runs : ranked
    let window = list.window(ordered.map(\.run), room: fits ? room : max(1, room - 1))
    table.rows = ordered[window].map(row)
    var lines = table.lines(for: terminal)
    if let place = ordered[window].firstIndex(where: { $0.run == list.chosen }) {
      let line = place - window.lowerBound + 1
      let mark = terminal.styled(terminal.unicode ? "▸" : ">", .bold)
      lines[line] = mark + lines[line].dropFirst()
    }
    return fits ? lines : lines + [terminal.styled(" " + rest(window), .dim)]
  }

  /// Which of the runs are not shown.
  private func rest(_ window: Range<Int>) -> String {
    func text(_ number: Int) -> String { numbers.integer(Int64(number)) }
    if window.lowerBound == 0 { return "and \(text(runs.count - window.count)) more" }
    return "\(text(window.lowerBound + 1)) to \(text(window.upperBound)) of \(text(runs.count))"
  }

  /// The runs with a new verdict, the newest first, and then the others by how much they need a
  /// look.
  private var ranked: [WatchState] {
    runs.enumerated().sorted { a, b in
      let (x, y) = (rank(a.element), rank(b.element))
      return x == y ? a.offset < b.offset : x < y
    }
    .map(\.element)
  }

  private func rank(_ run: WatchState) -> Double {
    if let time = run.verdictTime, now - time < Self.newness { return -time }
    return Double(Self.rank(run))
  }

  private static func rank(_ run: WatchState) -> Int {
    switch run.verdict {
    case .diverged: 0
    case .overfitting: 1
    case .worsening: 2
    case _ where run.isSilent: 3
    case .improving, .converged, .plateaued, .undecidable, .tooLittleData: 4
    }
  }

  private func row(_ run: WatchState) -> [StyledText] {
    let updated = run.lastEvent.map { numbers.duration(max(0, (now - $0).rounded())) } ?? ""
    let spark =
      run.shape.map {
        let means = $0.resampled(to: Self.sparkWidth, from: 0.1)
        return sparkline(means, width: Self.sparkWidth, unicode: terminal.unicode)
      } ?? ""
    return [
      StyledText(printable(run.run, unicode: terminal.unicode)), run.label(for: terminal),
      StyledText(run.step.map { numbers.integer($0) } ?? ""),
      StyledText(run.last.map { numbers.value($0.value) } ?? ""),
      StyledText(run.best.map { numbers.value($0.value) } ?? ""),
      StyledText(run.best.map { numbers.integer($0.step) } ?? ""),
      StyledText(updated, run.isSilent ? .yellow : .plain), StyledText(spark),
    ]
  }

  // MARK: Around it

  /// How many runs there are, and with which verdicts.
  private var headingLines: [String] {
    var kinds = Verdict.allCases.compactMap { verdict -> StyledText? in
      let count = runs.count { $0.verdict == verdict && !$0.isReading }
      return count > 0
        ? StyledText("\(numbers.integer(Int64(count))) \(verdict.rawValue)", verdict.style) : nil
    }
    let reading = runs.count { $0.isReading }
    if reading > 0 { kinds.append(StyledText("\(reading) reading", .dim)) }
    let silent = runs.count { $0.isSilent }
    if silent > 0 { kinds.append(StyledText("\(silent) silent", .yellow)) }
    let dot = StyledText(terminal.unicode ? " · " : ", ", .dim)
    let count = StyledText(" \(numbers.integer(Int64(runs.count))) runs", .bold) + "   "
    var lines = [count]
    for (place, kind) in kinds.enumerated() {
      let last = lines[lines.count - 1]
      let longer = place > 0 ? last + dot + kind : last + kind
      if longer.width <= terminal.width {
        lines[lines.count - 1] = longer
      } else {
        lines.append(StyledText(String(repeating: " ", count: count.width)) + kind)
      }
    }
    return lines.map { $0.rendered(for: terminal) }
  }

  private func eventLines(_ count: Int) -> [String] {
    let shown = WatchEvent.latest(events, count: count)
    let clock = EventClock(shown, now: now)
    let names = shown.map {
      shortened(
        printable($0.run, unicode: terminal.unicode), to: max(12, terminal.width / 4),
        unicode: terminal.unicode)
    }
    let width = names.map { displayWidth($0) }.max() ?? 0
    return zip(shown, names).map { event, name in
      let text = event.screenText(numbers, unicode: terminal.unicode)
      return " \(terminal.styled(clock.text(event.time), .dim))  \(padded(name, to: width))  "
        + text.rendered(for: terminal)
    }
  }
}
