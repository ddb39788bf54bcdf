import Convergence
public import TextFormats

extension WatchEvent {
  /// The event as a line for logs: time, run, and what happened.
  ///
  ///     2026-11-23T18:41:02Z lora-r8 step=4000 eval/loss=2.207 verdict=improving best=2.207@4000
  ///     2026-11-23T19:25:11Z lora-r8 stalled: no new events for 5m 0s (usual gap 13 s)
  public var line: String {
    let moment = iso8601(time) ?? "-"
    return printable("\(moment) \(run) \(text)")
  }

  private var text: String {
    let numbers = ReadableNumbers(unicode: false)
    switch kind {
    case .evaluation:
      var parts: [String] = []
      if let step { parts.append("step=\(step)") }
      if let metric, let value { parts.append("\(metric)=\(numbers.value(value))") }
      parts.append("verdict=\(verdict.dataName)")
      if let best { parts.append("best=\(numbers.value(best.value))@\(best.step)") }
      return parts.joined(separator: " ")
    case .verdict(let change, let reason):
      let word = change.isWithdrawal ? "withdrawn" : "was"
      return "verdict=\(change.new.dataName) \(word)=\(change.old.dataName): \(reason)"
    case .stalled(let seconds, let usualGap):
      let usual = usualGap.map { " (usual gap \(numbers.duration($0)))" } ?? ""
      return "stalled: no new events for \(numbers.duration(seconds))\(usual)"
    case .finished(let step, let planned):
      let place = step.map { " at step \($0)" + (planned.map { " of \($0)" } ?? "") } ?? ""
      return "finished\(place), verdict=\(verdict.dataName)"
    case .readAnew(let why): return "read anew: \(why)"
    case .vanished: return "vanished: its files are gone"
    }
  }

  /// Writes the event as one JSON object; non-finite numbers are null.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("run", run)
      json.field("step", step)
      json.field("wall_time", time)
      json.field("metric", metric)
      json.field("value", value)
      if let value, !value.isFinite { json.field("value_text", RecordShape.word(for: value)) }
      json.field("verdict", verdict.dataName)
      json.field("best", best?.value)
      json.field("best_step", best?.step)
      json.field("event", name)
      switch kind {
      case .evaluation(let isBest): json.field("is_best", isBest)
      case .verdict(let change, let reason):
        json.field("previous", change.old.dataName)
        json.field("withdrawn", change.isWithdrawal)
        json.field("reason", reason)
      case .stalled(let seconds, let usualGap):
        json.field("silent_seconds", seconds)
        json.field("usual_gap", usualGap)
      case .finished(let step, let planned):
        json.field("last_step", step)
        json.field("planned_step", planned)
      case .readAnew(let why): json.field("reason", why)
      case .vanished: break
      }
    }
  }
}
