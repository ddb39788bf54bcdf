import Convergence
import Reports

/// Receives all events: shows them, reports them to others, and notices the end.
final class WatchDesk {
  var view: any WatchView
  var hooks: Hooks
  /// Whether any event arrived since this was last reset.
  var hasNews = false
  /// Whether the awaited event has occurred in a run.
  private(set) var hasReached = false
  /// The events that end the watch.
  let until: [Occasion]
  /// The runs that had events.
  private var heard: Set<String> = []

  init(view: any WatchView, hooks: Hooks, until: [Occasion]) {
    self.view = view
    self.hooks = hooks
    self.until = until
  }

  /// Shows the events, passes them to the hooks, and empties `events`.
  func take(_ events: inout [WatchEvent]) throws(CommandError) {
    if events.isEmpty { return }
    hasNews = true
    try view.show(events)
    for event in events {
      if until.contains(.verdict(event.verdict)) || isEnd(event) { hasReached = true }
      let isFirst = heard.insert(event.run).inserted
      if isTold(event, isFirst: isFirst) { hooks.add(event) }
      hooks.notify(event, isFirst: isFirst)
    }
    events.removeAll(keepingCapacity: true)
  }

  private func isEnd(_ event: WatchEvent) -> Bool {
    if case .finished = event.kind { until.contains(.finished) } else { false }
  }

  /// Whether an event is reported to others: every change; and at the first look, what would be
  /// reported later.
  ///
  /// That is a verdict that is waited for, or else one that needs someone's attention.
  private func isTold(_ event: WatchEvent, isFirst: Bool) -> Bool {
    switch event.kind {
    case .verdict: true
    case .evaluation where isFirst:
      until.isEmpty
        ? [.diverged, .overfitting].contains(event.verdict)
        : until.contains(.verdict(event.verdict))
    default: false
    }
  }
}
