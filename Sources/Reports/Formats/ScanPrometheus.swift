import Convergence
public import TextFormats

extension ScanReport {
  /// The rows as metrics in Prometheus' text format, for node exporter's textfile collector.
  public var prometheus: ByteBuffer {
    var text = PrometheusText()
    text.family("tfevents_runs", "Runs with each verdict.") { text in
      for verdict in Verdict.allCases {
        let count = Double(totals.verdicts[verdict] ?? 0)
        text.sample("tfevents_runs", [("verdict", verdict.dataName)], count)
      }
      text.sample("tfevents_runs", [("verdict", "error")], Double(totals.errors))
    }
    text.family("tfevents_run_verdict", "1 for the current verdict of the run.") { text in
      for row in rows {
        text.sample(
          "tfevents_run_verdict", [("run", row.name), ("verdict", row.verdictName)], 1)
      }
    }
    gauge("tfevents_run_best", "Best value of the judged series.", to: &text) { $0.best?.mean }
    gauge("tfevents_run_best_step", "The step of the best value.", to: &text) {
      $0.bestStep.map { Double($0) }
    }
    gauge("tfevents_run_last", "Last value of the judged series.", to: &text) { $0.last?.mean }
    gauge("tfevents_run_last_step", "The step of the last value.", to: &text) { row in
      row.members.compactMap(\.lastStep).max().map { Double($0) }
    }
    gauge("tfevents_run_last_event_seconds", "When the last event was written.", to: &text) {
      $0.members.compactMap(\.lastWallTime).max()
    }
    gauge("tfevents_run_damaged_records", "Damaged records that were skipped.", to: &text) {
      Double($0.members.reduce(0) { $0 + $1.damagedRecords })
    }
    return text.buffer
  }

  private func gauge(
    _ name: String, _ help: String, to text: inout PrometheusText, value: (ScanRow) -> Double?
  ) {
    text.family(name, help) { text in
      for row in rows {
        guard let number = value(row) else { continue }
        text.sample(name, [("run", row.name), ("metric", row.metric ?? "")], number)
      }
    }
  }
}

extension ScanFormat {
  /// For node exporter's textfile collector.
  public static let prometheus = ScanFormat(
    "prometheus", endings: [".prom"], "for node exporter's textfile collector"
  ) { report, _ in [report.prometheus] }
}
