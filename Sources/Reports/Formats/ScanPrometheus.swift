import Convergence

extension ScanReport {
  /// The rows as metrics in Prometheus' text format, for node exporter's textfile collector.
  public var prometheus: ByteBuffer {
    var buffer = ByteBuffer()
    family("tfevents_runs", "Runs with each verdict.", to: &buffer) { buffer in
      for verdict in Verdict.allCases {
        let count = Double(totals.verdicts[verdict] ?? 0)
        sample("tfevents_runs", [("verdict", verdict.dataName)], count, to: &buffer)
      }
      sample("tfevents_runs", [("verdict", "error")], Double(totals.errors), to: &buffer)
    }
    family("tfevents_run_verdict", "1 for the verdict a run has.", to: &buffer) { buffer in
      for row in rows {
        sample(
          "tfevents_run_verdict", [("run", row.name), ("verdict", row.verdictName)], 1, to: &buffer)
      }
    }
    gauge("tfevents_run_best", "Best value of the judged series.", to: &buffer) { $0.best?.mean }
    gauge("tfevents_run_best_step", "The step that had it.", to: &buffer) {
      $0.bestStep.map { Double($0) }
    }
    gauge("tfevents_run_last", "Last value of the judged series.", to: &buffer) { $0.last?.mean }
    gauge("tfevents_run_last_step", "Its step.", to: &buffer) { row in
      row.members.compactMap(\.lastStep).max().map { Double($0) }
    }
    gauge("tfevents_run_last_event_seconds", "When the last event was written.", to: &buffer) {
      $0.members.compactMap(\.lastWallTime).max()
    }
    gauge("tfevents_run_damaged_records", "Damaged records that were skipped.", to: &buffer) {
      Double($0.members.reduce(0) { $0 + $1.damagedRecords })
    }
    return buffer
  }

  private func gauge(
    _ name: String, _ help: String, to buffer: inout ByteBuffer, value: (ScanRow) -> Double?
  ) {
    family(name, help, to: &buffer) { buffer in
      for row in rows {
        guard let number = value(row) else { continue }
        sample(name, [("run", row.name), ("metric", row.metric ?? "")], number, to: &buffer)
      }
    }
  }

  private func family(
    _ name: String, _ help: String, to buffer: inout ByteBuffer,
    samples: (inout ByteBuffer) -> Void
  ) {
    buffer.append("# HELP \(name) \(help)\n# TYPE \(name) gauge\n")
    samples(&buffer)
  }

  private func sample(
    _ name: String, _ labels: [(name: String, value: String)], _ value: Double,
    to buffer: inout ByteBuffer
  ) {
    let text = labels.map { "\($0.name)=\"\(escaped($0.value))\"" }.joined(separator: ",")
    buffer.append("\(name){\(text)} ")
    if value.isFinite {
      buffer.append(value)
    } else {
      buffer.append(value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf")
    }
    buffer.append(byte: 10)
  }

  private func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
