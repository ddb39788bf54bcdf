import Convergence
import Reports

/// Where everything that happens comes in: it is shown, others are told of it, and the end is seen.
final class WatchDesk {
  var view: any WatchView
  var hooks: Hooks
  /// Whether anything came since this was last set back.
  var hasNews = false
  /// Whether a run has come to what is waited for.
  private(set) var hasReached = false
  /// What is waited for.
  let until: [Occasion]
  /// The runs of which something was heard.
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

  /// Whether others are told: of each change, and at the first look of what they would be told about later.
  ///
  /// That is a verdict that is waited for, or else one that calls for someone to act.
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
