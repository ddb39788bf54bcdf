import Convergence
public import TextFormats

/// Followed runs as metrics in Prometheus' text format.
///
/// The names are those of `scan -f prometheus`, with `tfevents_run_stalled` and
/// `tfevents_run_finished` in addition.
public func watchMetrics(_ runs: [WatchState]) -> ByteBuffer {
  var text = PrometheusText()
  text.family("tfevents_runs", "Runs with each verdict.") { text in
    for verdict in Verdict.allCases {
      let count = runs.count { $0.verdict == verdict }
      text.sample("tfevents_runs", [("verdict", verdict.dataName)], Double(count))
    }
  }
  text.family("tfevents_run_verdict", "1 for the current verdict of the run.") { text in
    for run in runs {
      text.sample("tfevents_run_verdict", [("run", run.run), ("verdict", run.verdict.dataName)], 1)
    }
  }
  func gauge(_ name: String, _ help: String, _ value: (WatchState) -> Double?) {
    text.family(name, help) { text in
      for run in runs {
        guard let number = value(run) else { continue }
        text.sample(name, [("run", run.run), ("metric", run.metric ?? "")], number)
      }
    }
  }
  gauge("tfevents_run_best", "Best value of the judged series.") { $0.best?.value }
  gauge("tfevents_run_best_step", "The step of the best value.") { $0.best.map { Double($0.step) } }
  gauge("tfevents_run_last", "Last value of the judged series.") { $0.last?.value }
  gauge("tfevents_run_last_step", "The step of the last value.") { $0.last.map { Double($0.step) } }
  gauge("tfevents_run_last_event_seconds", "When the last event was written.") { $0.lastEvent }
  gauge("tfevents_run_stalled", "1 for a run that is silent for unusually long.") {
    $0.isStalled ? 1 : 0
  }
  gauge("tfevents_run_finished", "1 for a run that has come to its end.") {
    $0.isFinished ? 1 : 0
  }
  return text.buffer
}
