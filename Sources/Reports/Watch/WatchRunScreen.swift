import Convergence
import TextFormats

/// The screen of one run: a heading, why, the chart with the numbers beside it, what happened, the
/// keys.
///
///     lora-r8   ↘ improving         step 4,180 of 6,000   39m 0s left   updated 4 s ago
///     eval/loss is still falling: the next 1,500 steps should bring 0.2.
///
///      3.0 ┤⣀ ⡀⡀                                           now     best  per 1,000
///          │ ⠉⠉⠳⠶⢦⠤⢄⢀                       train/loss   2.137    2.046     −0.181
///
/// From 110 columns on the numbers stand beside the chart, else below it. If there are few rows,
/// events, numbers and the reason are dropped before the chart.
public struct WatchRunScreen {
  private static let leastChartRows = 7
  private static let mostPlotRows = 28

  private let picture: WatchPicture
  private let terminal: Terminal
  private let rows: Int
  private let numbers: ReadableNumbers
  private let isWide: Bool

  /// Creates the screen of a run for a terminal with a number of rows.
  public init(_ picture: WatchPicture, terminal: Terminal, rows: Int) {
    self.picture = picture
    self.terminal = terminal
    self.rows = rows
    numbers = ReadableNumbers(unicode: terminal.unicode)
    isWide = terminal.width >= 110
  }

  /// The lines, at most as many as there are rows, none wider than the terminal.
  public var lines: [String] {
    let keys = picture.look.keyLines(for: terminal)
    let block = WatchNumbers(picture, terminal: terminal)
    var left = rows - 1 - keys.count - Self.leastChartRows
    func take(_ lines: [String], blank: Bool) -> [String] {
      let cost = lines.count + (blank ? 1 : 0)
      guard !lines.isEmpty, cost <= left else { return [] }
      left -= cost
      return (blank ? [""] : []) + lines
    }
    let last = eventLines(1)
    let why = take(reasonLines, blank: false)
    let below = isWide ? [] : take(block.linesBelow, blank: true)
    let beforeKeys = left > 0 ? take([""], blank: false) : []
    var events = take(last, blank: true)
    let afterHeading = take([""], blank: false)
    let more = eventLines(min(left / 3, rows >= 30 ? 5 : 2) + events.count / 2)
    if !events.isEmpty, more.count > 1 {
      left -= more.count - 1
      events = [""] + more
    }
    let body = body(block, height: Self.leastChartRows + max(0, left))
    let all = [heading] + why + afterHeading + body + below + events
    let gap = max(0, rows - all.count - keys.count - beforeKeys.count)
    let lines = all + Array(repeating: "", count: gap) + beforeKeys + keys
    return lines.prefix(rows).map { clippedLine($0, to: terminal.width) }
  }

  // MARK: Heading

  private var heading: String {
    let state = picture.state
    let label = state.label(for: terminal)
    let name = printable(state.run, unicode: terminal.unicode)
    let others = min(20, displayWidth(name)) + label.width + 6
    var facts = facts
    // Step, time left, last event: the second one is what people look for.
    while facts.count > 1, others + displayWidth(facts.joined(separator: "   ")) > terminal.width {
      facts.remove(at: facts.count == 3 ? 2 : 0)
    }
    let right = StyledText(facts.joined(separator: "   "), state.isSilent ? .yellow : .dim)
    let room = terminal.width - label.width - right.width - 6
    let short = shortened(name, to: max(8, room), unicode: terminal.unicode)
    let left = StyledText(short, .bold) + "   " + label
    let gap = terminal.width - left.width - right.width
    if gap < 2 { return left.rendered(for: terminal) }
    return left.rendered(for: terminal) + String(repeating: " ", count: gap)
      + right.rendered(for: terminal)
  }

  /// Step, time left, time of the last event.
  private var facts: [String] {
    let state = picture.state
    var facts: [String] = []
    if let step = state.step {
      let end = state.lastStep.map { " of \(numbers.integer($0))" } ?? ""
      facts.append("step \(numbers.integer(step))\(end)")
      if let last = state.lastStep, let speed = state.speed, last > step, !state.isSilent {
        facts.append("\(numbers.duration(Double(last - step) / speed)) left")
      }
    }
    if let last = state.lastEvent {
      let age = numbers.duration(max(0, (picture.now - last).rounded()))
      facts.append(state.isSilent ? "silent for \(age)" : "updated \(age) ago")
    }
    return facts
  }

  private var reasonLines: [String] {
    guard let reason = picture.reason else { return [] }
    return wrapped(printable(reason, unicode: terminal.unicode), to: terminal.width - 1)
  }

  // MARK: Chart and numbers

  /// The chart in a number of rows, on wide terminals with the numbers beside it.
  private func body(_ block: WatchNumbers, height: Int) -> [String] {
    let width = isWide ? terminal.width - WatchNumbers.widthBeside - 3 : terminal.width
    let chart = WatchChart(picture, terminal: terminal)
    var plotRows = min(Self.mostPlotRows, width / 3, height - 2)
    var lines = chart.lines(width: width, plotRows: plotRows)
    // Marks above the plot, and notes below it, take rows of their own.
    while lines.count > height, plotRows > TerminalChart.leastRows {
      plotRows = max(TerminalChart.leastRows, plotRows - (lines.count - height))
      lines = chart.lines(width: width, plotRows: plotRows)
    }
    let top = lines.prefix { visibleWidth($0) == 0 }.count
    let beside = isWide ? block.linesBeside(in: height - top) : []
    return (0..<max(lines.count, beside.count + top)).map { row in
      let line = row < lines.count ? lines[row] : ""
      guard beside.indices.contains(row - top) else { return line }
      let gap = max(0, width + 3 - visibleWidth(line))
      return line + String(repeating: " ", count: gap) + beside[row - top]
    }
  }

  private func eventLines(_ count: Int) -> [String] {
    let shown = WatchEvent.latest(picture.events, count: max(1, count))
    let clock = EventClock(shown, now: picture.now)
    return shown.map { event in
      let text = event.screenText(numbers, unicode: terminal.unicode)
      return " \(terminal.styled(clock.text(event.time), .dim))  \(text.rendered(for: terminal))"
    }
  }
}
