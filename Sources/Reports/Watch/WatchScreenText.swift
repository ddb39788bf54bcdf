import Convergence
import TextFormats

/// The time of events, for people: the time of day in UTC, or day and minute if one was long ago.
struct EventClock {
  private let showsDay: Bool

  init(_ events: some Sequence<WatchEvent>, now: Double) {
    showsDay = events.contains { now - $0.time > 20 * 3_600 }
  }

  func text(_ time: Double) -> String {
    guard let moment = iso8601(time) else { return "--:--:--Z" }
    let clock = moment.dropFirst(11)
    return showsDay ? "\(moment.prefix(10)) \(clock.prefix(5))Z" : "\(clock.prefix(8))Z"
  }
}

extension WatchEvent {
  /// The latest events, at most a given number.
  ///
  /// Evaluations are frequent, so half of the lines are for changes of verdict and similar events,
  /// if there are any.
  public static func latest(_ events: [WatchEvent], count: Int) -> [WatchEvent] {
    let others = Set(events.indices.filter { !events[$0].isEvaluation }.suffix((count + 1) / 2))
    let rest = events.indices.filter { !others.contains($0) }.suffix(count - others.count)
    return (Array(others) + rest).sorted().map { events[$0] }
  }

  /// Whether the event is only another point of the judged series.
  private var isEvaluation: Bool {
    if case .evaluation = kind { true } else { false }
  }

  /// The event as text, for people who know which run is meant.
  func screenText(_ numbers: ReadableNumbers, unicode: Bool) -> StyledText {
    switch kind {
    case .evaluation(let isBest):
      let name = printable(metric ?? "", unicode: unicode)
      let place = step.map { " at \(numbers.integer($0))" } ?? ""
      let text = StyledText("\(name) \(numbers.value(value ?? .nan))\(place)")
      return isBest ? text + "   " + StyledText("new best", .green) : text
    case .verdict(let change, _):
      let glyph = change.new.glyph(unicode: unicode)
      let old =
        change.isWithdrawal ? "\(change.old.rawValue) withdrawn" : "was \(change.old.rawValue)"
      return StyledText("\(glyph) \(change.new.rawValue)", change.new.style) + "   "
        + StyledText(old, .dim)
    case .stalled(let seconds, let usualGap):
      let usual = usualGap.map { " (usual gap \(numbers.duration($0)))" } ?? ""
      return StyledText("no new events for \(numbers.duration(seconds))\(usual)", .yellow)
    case .finished(let step, let planned):
      let whole = planned.map { " of \(numbers.integer($0))" } ?? ""
      return StyledText("finished" + (step.map { " at \(numbers.integer($0))\(whole)" } ?? ""))
    case .readAnew(let why):
      return StyledText("read anew: \(printable(why, unicode: unicode))", .yellow)
    case .vanished: return StyledText("its files are gone", .yellow)
    }
  }
}

extension WatchState {
  /// Whether the run is silent but has not ended.
  var isSilent: Bool {
    guard let step, let lastStep else { return isStalled }
    return isStalled && step < lastStep
  }

  /// Its verdict, or that there is none yet.
  func label(for terminal: Terminal) -> StyledText {
    isReading ? StyledText("reading", .dim) : verdict.label(for: terminal)
  }
}

extension WatchLook {
  /// The meaning of the keys, in one line or, on request, in several.
  func keyLines(for terminal: Terminal) -> [String] {
    let scale = logarithmic ? "linear y" : "log y"
    let across = axis == .step ? "time" : "steps"
    let all = [
      "q quit", isOneOfSeveral ? "esc all runs" : nil, "tab next tag", "l \(scale)", "x \(across)",
      "s smoothing \(smoothingWord)", "? keys",
    ].compactMap { $0 }
    if !showsKeys {
      // The last one, which explains the others, is never dropped.
      let counts = stride(from: all.count - 1, through: 1, by: -1)
      let lines = counts.map { " " + (all.prefix($0) + all.suffix(1)).joined(separator: "   ") }
      let line = lines.first { displayWidth($0) <= terminal.width } ?? " q quit"
      return [terminal.styled(line, .dim)]
    }
    return [
      " q     quit; so does Ctrl-C", isOneOfSeveral ? " esc   back to all runs" : nil,
      " tab   the next tag; after the last, the judged one",
      " l     vertical axis: linear or logarithmic", " x     horizontal axis: steps or time",
      " s     smoothing: auto, 0.6, 0.9, none", " ?     hide this",
    ].compactMap { $0 }.map { terminal.styled($0, .dim) }
  }
}

/// The number of columns of a text that contains colors.
public func visibleWidth(_ line: String) -> Int {
  var width = 0
  var isInSequence = false
  for character in line {
    if character == "\u{1B}" {
      isInSequence = true
    } else if isInSequence {
      isInSequence = character != "m"
    } else {
      width += displayWidth(character)
    }
  }
  return width
}

/// The beginning of a line that fits into a number of columns; all its color codes stay, so that
/// the last one ends the color.
func clippedLine(_ line: String, to width: Int) -> String {
  if line.utf8.count <= width { return line }
  var result = ""
  var used = 0
  var isInSequence = false
  for character in line {
    if character == "\u{1B}" { isInSequence = true }
    if isInSequence {
      result.append(character)
      isInSequence = character != "m"
      continue
    }
    used += displayWidth(character)
    if used <= width { result.append(character) }
  }
  return result
}
