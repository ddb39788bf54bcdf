import Convergence
import Scalars
import TextFormats
public import TrainingRuns

/// A run as `key: value` lines with stable keys, for pipes and for people without a terminal.
public func keyValueLines(_ report: AnalyzedRun) -> [String] {
  var lines: [String] = []
  lines.reserveCapacity(24)
  lines += ["run: \(report.run)", "verdict: \(report.verdictName)"]
  guard let judgement = report.judgement, let sentences = report.sentences() else {
    return lines + ["reason: \(report.error ?? "")"] + readingLines(report)
  }
  let numbers = ReadableNumbers(unicode: false)
  lines.append(
    "confidence: \(judgement.confidenceWord)" + (judgement.isProvisional ? ", provisional" : ""))
  lines.append("state: \(sentences.state)")
  if let metric = report.metric {
    let better = metric.direction == .min ? "lower is better" : "higher is better"
    lines.append("metric: \(metric.name) (\(better)\(metric.directionReason.guess))")
    lines.append("paired: \(metric.paired ?? "-")")
    lines.append("choice: \(metric.sentence)")
  }
  lines.append("reason: \(sentences.reason)")
  if let best = judgement.best {
    let kept = report.checkpointAsGood.map { " (\($0.name))" } ?? ""
    let kind = judgement.bestIsLevel ? ", on average" : ""
    lines.append("best: \(exact(best.value)) at step \(best.step)\(kind)\(kept)")
  }
  if let checkpoint = report.checkpoint {
    lines.append("checkpoint: \(checkpoint.name) (\(sentences.standing(of: checkpoint)))")
  }
  if let last = judgement.last { lines.append("last: \(exact(last.value)) at step \(last.step)") }
  if let onset = judgement.onsetStep { lines.append("onset: step \(onset)") }
  if let since = judgement.convergedSince { lines.append("flat since: step \(since)") }
  if let spent = judgement.stepsSince { lines.append("steps since: \(spent)") }
  if let forecast = judgement.forecast {
    lines.append(
      "forecast: \(exact(forecast.value)) (\(exact(forecast.low)) to \(exact(forecast.high))) "
        + "at step \(forecast.atStep)"
        + (report.progress.state == .finished ? ", in a run half as long again" : ""))
  }
  if let probability = judgement.probabilityImproving {
    lines.append("probability improving: \(numbers.value(probability, digits: 2))")
  }
  lines.append("points: \(judgement.points)")
  // A finished run leaves nothing to decide.
  if report.progress.state != .finished {
    lines.append("advice: \(judgement.stopAdvice.rawValue)")
  }
  lines.append("next: \(sentences.next(checkpoint: report.checkpoint))")
  lines += sentences.notes(on: report).map { "note: \($0)" }
  lines += report.expectations.map { "expected: \(sentences.expectation($0))" }
  lines += report.rules.map { "rule: \(sentences.rule($0))" }
  return lines + readingLines(report)
}

private func readingLines(_ report: AnalyzedRun) -> [String] {
  ["files: \(report.files.count)", "damaged records: \(report.reading.damagedRecords)"]
    + (report.reading.unreadableFiles == 0
      ? [] : ["unreadable files: \(report.reading.unreadableFiles)"])
}

/// A value as it was logged, in the fewest digits.
private func exact(_ value: Double) -> String {
  var buffer = ByteBuffer()
  buffer.append(value)
  return buffer.text
}
