import Convergence
import Scalars
import TextFormats
import TrainingRuns

extension ByteBuffer {
  /// Appends a run as `key: value` lines with stable keys, for pipes and for people without a
  /// terminal.
  mutating func append(linesOf report: AnalyzedRun) {
    line("run", report.run)
    line("verdict", report.verdictName)
    guard let judgement = report.judgement, let sentences = report.sentences() else {
      line("reason", report.error ?? "")
      return appendReading(of: report)
    }
    let numbers = ReadableNumbers(unicode: false)
    line(
      "confidence", judgement.confidenceWord + (judgement.isProvisional ? ", provisional" : ""))
    line("state", sentences.state)
    if let metric = report.metric {
      let better = metric.direction == .min ? "lower is better" : "higher is better"
      line("metric", "\(metric.name) (\(better)\(metric.directionReason.guess))")
      line("paired", metric.paired ?? "-")
      line("choice", metric.sentence)
    }
    line("reason", sentences.reason)
    if let best = judgement.best {
      let kept = report.checkpointAsGood.map { " (\($0.name))" } ?? ""
      let kind = judgement.bestIsLevel ? ", on average" : ""
      line("best", "\(exact(best.value)) at step \(best.step)\(kind)\(kept)")
    }
    if let checkpoint = report.checkpoint {
      line("checkpoint", "\(checkpoint.name) (\(sentences.standing(of: checkpoint)))")
    }
    if let last = judgement.last { line("last", "\(exact(last.value)) at step \(last.step)") }
    if let onset = judgement.onsetStep { line("onset", "step \(onset)") }
    if let since = judgement.convergedSince { line("flat since", "step \(since)") }
    if let spent = judgement.stepsSince { line("steps since", "\(spent)") }
    if let forecast = judgement.forecast {
      line(
        "forecast",
        "\(exact(forecast.value)) (\(exact(forecast.low)) to \(exact(forecast.high))) "
          + "at step \(forecast.atStep)"
          + (report.progress.state == .finished ? ", in a run half as long again" : ""))
    }
    if let probability = judgement.probabilityImproving {
      line("probability improving", numbers.value(probability, digits: 2))
    }
    line("points", "\(judgement.points)")
    // A finished run leaves nothing to decide.
    if report.progress.state != .finished { line("advice", judgement.stopAdvice.rawValue) }
    line("next", sentences.next(checkpoint: report.checkpoint))
    for note in sentences.notes(on: report) { line("note", note) }
    for outcome in report.expectations { line("expected", sentences.expectation(outcome)) }
    for outcome in report.rules { line("rule", sentences.rule(outcome)) }
    appendReading(of: report)
  }

  /// Appends how well the files could be read.
  private mutating func appendReading(of report: AnalyzedRun) {
    line("files", "\(report.files.count)")
    line("damaged records", "\(report.reading.damagedRecords)")
    if report.reading.unreadableFiles > 0 {
      line("unreadable files", "\(report.reading.unreadableFiles)")
    }
  }

  /// Appends a line.
  ///
  /// No name in it can begin another line, or move the cursor of a terminal that shows the lines.
  private mutating func line(_ key: String, _ value: String) {
    append(key)
    append(": ")
    append(printable(value))
    append("\n")
  }
}

/// A value as it was logged, in the fewest digits.
private func exact(_ value: Double) -> String {
  var buffer = ByteBuffer()
  buffer.append(value)
  return buffer.text
}
