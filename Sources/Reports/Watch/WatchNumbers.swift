import Convergence
import TextFormats

/// The numbers of a run that is followed: a small table of the drawn series, and facts.
///
///                           now      best  per 1,000
///     train/loss          1.823     1.765    −0.3794
///     eval/loss           1.901     1.901    −0.3358
///     forecast        1.67 (1.54 to 1.80) at 4,500
struct WatchNumbers {
  private static let widths = [10, 10, 11]
  private static let mostForName = 18
  /// The number of columns that the numbers take beside a chart.
  static let widthBeside = mostForName + widths.reduce(0, +)
  private static let gap = 3

  private let picture: WatchPicture
  private let terminal: Terminal
  private let numbers: ReadableNumbers
  private let nameWidth: Int

  init(_ picture: WatchPicture, terminal: Terminal) {
    self.picture = picture
    self.terminal = terminal
    numbers = ReadableNumbers(unicode: terminal.unicode)
    let longest = picture.figures.map { displayWidth($0.name) }.max() ?? 0
    nameWidth = min(Self.mostForName, max(Self.factNameWidth, longest))
  }

  /// The numbers below one another in a given number of rows; an empty line sets off the facts if
  /// there is room.
  func linesBeside(in rows: Int) -> [String] {
    let (table, facts) = (table, facts)
    let gap = facts.isEmpty || table.count + 1 + facts.count > rows ? [] : [""]
    return Array((table + gap + facts).prefix(max(0, rows)))
  }

  /// In two columns of about the same height if there is room for two.
  var linesBelow: [String] {
    let (table, facts) = (table, facts)
    let leftWidth = nameWidth + Self.widths.reduce(0, +)
    let right = terminal.width - leftWidth - Self.gap - 1
    guard right >= 26 else { return (table + facts).map { " " + $0 } }
    let height = max(table.count, (table.count + facts.count + 1) / 2)
    let moved = facts.prefix(height - table.count)
    let left = table + moved
    let beside = Array(facts.dropFirst(moved.count))
    return (0..<height).map { row in
      let line = row < left.count ? left[row] : ""
      guard row < beside.count else { return " " + line }
      let blanks = max(0, leftWidth + Self.gap - visibleWidth(line))
      return " " + line + String(repeating: " ", count: blanks) + beside[row]
    }
  }

  private var table: [String] {
    guard !picture.figures.isEmpty else { return [] }
    let head = row("", ["now", "best", "per 1,000"])
    return [terminal.styled(head, .dim)]
      + picture.figures.map { figure in
        let name = shortened(
          printable(figure.name, unicode: terminal.unicode), to: nameWidth,
          unicode: terminal.unicode)
        return row(
          name, [figure.now, figure.best, figure.slope].map { $0.map { numbers.value($0) } ?? "" })
      }
  }

  private func row(_ name: String, _ cells: [String]) -> String {
    var text = padded(name, to: nameWidth)
    for (cell, width) in zip(cells, Self.widths) { text += padded(cell, to: width, right: true) }
    while text.last == " " { text.removeLast() }
    return text
  }

  // MARK: Facts

  private static let factNameWidth = 13

  private var facts: [String] {
    let state = picture.state
    var facts: [(name: String, text: String)] = []
    if let forecast = state.judgement?.forecast, state.verdict == .improving {
      facts.append(("forecast", forecastText(forecast)))
    }
    if let best = state.best { facts.append(("best step", numbers.integer(best.step))) }
    if let speed = state.speed { facts.append(("speed", speedText(speed))) }
    if let norm = picture.gradientNorm { facts.append(("gradient norm", numbers.value(norm))) }
    if let rate = picture.learningRate {
      facts.append(("learning rate", numbers.value(rate, digits: 3, trimmed: true)))
    }
    return facts.map { name, text in
      terminal.styled(padded(name, to: Self.factNameWidth), .dim) + "  " + text
    }
  }

  private func forecastText(_ forecast: Forecast) -> String {
    let range = [forecast.value, forecast.low, forecast.high].map { numbers.value($0, digits: 3) }
    let place = "at \(numbers.integer(forecast.atStep))"
    let long = "\(range[0]) (\(range[1]) to \(range[2])) \(place)"
    let room = Self.widthBeside - Self.factNameWidth - 2
    return displayWidth(long) <= room ? long : "\(range[0]) \(place)"
  }

  /// Steps per second, or seconds per step.
  private func speedText(_ speed: Double) -> String {
    speed >= 0.1
      ? "\(numbers.value(speed, digits: 2, trimmed: true)) steps/s"
      : "\(numbers.duration(1 / speed)) a step"
  }
}
