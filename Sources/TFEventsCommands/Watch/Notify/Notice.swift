import Convergence
import Reports
import TextFormats

/// A message for people.
struct Notice: Sendable {
  /// The event in a few words; it contains the program's name, because some services require a
  /// keyword.
  var title: String
  /// The details.
  var text: String
  /// Whether someone should look at it soon.
  var isAlarm: Bool
  /// The same as a line of JSON, for programs.
  var record: [UInt8]

  /// How many messages are written in full if several are sent as one.
  private static let shownLimit = 20

  /// Joins several messages to one; at least one must be given.
  static func joined(_ notices: [Notice]) -> Notice {
    guard notices.count > 1 else { return notices[0] }
    var lines = notices.prefix(shownLimit).map { "\($0.title.dropFirst(prefix.count)): \($0.text)" }
    if notices.count > shownLimit { lines.append("and \(notices.count - shownLimit) more") }
    return Notice(
      title: "\(prefix)\(notices.count) messages", text: lines.joined(separator: "\n"),
      isAlarm: notices.contains(where: \.isAlarm), record: notices.flatMap(\.record))
  }

  private static let prefix = "tfevents: "

  /// What `--notify-test` sends.
  static var test: Notice {
    var json = JSONWriter()
    json.object { json in
      json.field("event", "test")
      json.field("text", "tfevents can reach you here.")
    }
    json.newline()
    return Notice(
      title: prefix + "test", text: "tfevents can reach you here.", isAlarm: false,
      record: json.buffer.bytes)
  }
}

extension Notice {
  /// The message about an event of a run.
  init(_ event: WatchEvent) {
    let numbers = ReadableNumbers(unicode: false)
    var words = event.verdict.rawValue
    var parts: [String] = []
    switch event.kind {
    case .verdict(let change, let reason): parts += ["Was \(change.old.rawValue).", reason]
    case .evaluation: parts.append("This was already so when the watch began.")
    case .stalled(let seconds, let usualGap):
      words = "stalled"
      let usual = usualGap.map { " (usual gap \(numbers.duration($0)))" } ?? ""
      parts.append("No new events for \(numbers.duration(seconds))\(usual).")
    case .finished(let step, let planned):
      words = "finished, \(words)"
      let whole = planned.map { " of \($0)" } ?? ""
      if let step { parts.append("Step \(step)\(whole).") }
    case .readAnew(let why): parts.append(why)
    case .vanished: words = "vanished"
    }
    if let metric = event.metric, let best = event.best {
      parts.append("Best \(metric) \(numbers.value(best.value)) at step \(best.step).")
    }
    title = printable("\(Self.prefix)\(event.run): \(words)")
    text = printable(parts.joined(separator: " "))
    isAlarm = event.isAlarm
    record = event.record
  }
}

extension WatchEvent {
  fileprivate var isAlarm: Bool {
    if case .stalled = kind { return true }
    return [.diverged, .overfitting, .worsening].contains(verdict)
  }

  /// The kind of the event, as the command line names it; when a run is first read, its verdict
  /// counts.
  func occasion(isFirst: Bool) -> Occasion? {
    switch kind {
    case .verdict: .verdict(verdict)
    case .evaluation: isFirst ? .verdict(verdict) : nil
    case .stalled: .stalled
    case .finished: .finished
    case .readAnew, .vanished: nil
    }
  }
}
