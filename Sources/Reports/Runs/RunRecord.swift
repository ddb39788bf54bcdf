import Convergence
import Scalars
public import TextFormats
public import TrainingRuns

/// A run as one JSON object, for programs; its keys are stable within `schema`.
public struct RunRecord {
  /// The version of the keys and their meaning.
  public static let schema = 1

  let report: AnalyzedRun
  let hasCurve: Bool

  /// Creates the record of a report; its curve may be left out, which only groups need.
  public init(_ report: AnalyzedRun, withCurve hasCurve: Bool = true) {
    self.report = report
    self.hasCurve = hasCurve
  }

  /// Writes the record; non-finite numbers are null.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("schema", Self.schema)
      json.field("run", report.run)
      json.field("verdict", report.verdictName)
      writeVerdict(to: &json)
      writeReading(to: &json)
      writeTags(to: &json)
    }
  }

  private func writeVerdict(to json: inout JSONWriter) {
    guard let judgement = report.judgement else {
      json.field("reason", report.error)
      for key in ["metric", "direction", "paired", "best", "best_step", "last", "last_step"] {
        json.field(key, String?.none)
      }
      json.field("points", 0)
      json.array("flags") { _ in }
      return
    }
    let plain = ReadableNumbers(unicode: false)
    let sentences = Sentences(judgement, metric: report.metric, numbers: plain)
    json.field("reason", sentences.reason)
    json.field("confidence", judgement.confidence)
    json.field("provisional", judgement.isProvisional)
    json.field("metric", report.metric?.name)
    json.field("direction", judgement.direction.rawValue)
    json.field("paired", report.metric?.paired)
    json.field("best", judgement.best?.value)
    json.field("best_step", judgement.best?.step)
    json.field("last", judgement.last?.value)
    if let last = judgement.last, !last.value.isFinite {
      json.field("last_text", RecordShape.word(for: last.value))
    }
    json.field("last_step", judgement.last?.step)
    json.field("points", judgement.points)
    writeNumbers(judgement, to: &json)
    json.field("advice", judgement.stopAdvice.rawValue)
    json.field("next", sentences.next(checkpoint: report.checkpoint))
    json.field("checkpoint", report.checkpoint?.name)
    json.array("flags") { json in
      for flag in judgement.flags { json.value(flag.dataName) }
    }
    json.array("notes") { json in
      for note in sentences.notes(on: report) { json.value(note) }
    }
    writeAsked(to: &json)
    json.object("evidence") { json in
      for item in judgement.evidence { json.field(item.name, item.value) }
    }
  }

  private func writeAsked(to json: inout JSONWriter) {
    if !report.expectations.isEmpty {
      json.array("expectations") { json in
        for outcome in report.expectations {
          json.object { json in
            json.field("expectation", outcome.expectation.text)
            json.field("met", outcome.isMet)
            json.field("level", outcome.level)
            json.field("first_met_step", outcome.firstMetStep)
          }
        }
      }
    }
    if !report.rules.isEmpty {
      json.array("rules") { json in
        for outcome in report.rules {
          json.object { json in
            json.field("rule", outcome.rule.text)
            json.field("stop_step", outcome.stopStep)
            json.field("cost", outcome.cost)
            json.field("steps_saved", outcome.stepsSaved)
          }
        }
      }
    }
  }

  private func writeNumbers(_ judgement: Judgement, to json: inout JSONWriter) {
    json.field("level", judgement.level)
    json.field("onset_step", judgement.onsetStep)
    json.field("converged_since", judgement.convergedSince)
    json.field("steps_since", judgement.stepsSince)
    json.field("wall_seconds_since", judgement.wallSecondsSince)
    json.field("equivalent_first_step", judgement.equivalentSteps?.lowerBound)
    json.field("equivalent_last_step", judgement.equivalentSteps?.upperBound)
    json.field("probability_improving", judgement.probabilityImproving)
    json.field("ratio", judgement.ratio)
    json.field("noise", judgement.noise)
    json.field("worthwhile_gain", judgement.worthwhileGain)
    json.field("detectable_gain", judgement.detectableGain)
    json.field("expected_gain", judgement.expectedGain)
    json.key("forecast")
    if let forecast = judgement.forecast {
      json.object { json in
        json.field("step", forecast.atStep)
        json.field("value", forecast.value)
        json.field("low", forecast.low)
        json.field("high", forecast.high)
      }
    } else {
      json.value(String?.none)
    }
  }

  private func writeReading(to json: inout JSONWriter) {
    let reading = report.reading
    json.field("wall_seconds", report.judgement?.wallSeconds)
    json.field("first_wall_time", reading.firstWallTime)
    json.field("last_wall_time", reading.lastWallTime)
    json.field("all_points", reading.points)
    json.field("superseded_points", reading.supersededPoints)
    json.field("damaged_records", reading.damagedRecords)
    json.field("unreadable_files", reading.unreadableFiles)
    json.field("files", report.files.count)
    json.field("bytes", reading.bytes)
    json.object("hyperparameters") { json in
      for (name, value) in report.hyperparameters { json.field(name, value) }
    }
  }

  private func writeTags(to json: inout JSONWriter) {
    json.field("learning_rate", report.peakLearningRate)
    if let curve = report.curves.first {
      RecordShape(curve.shape).write(to: &json)
      if hasCurve { RecordCurve(curve.shape).write(to: &json) }
    }
    json.object("tags") { json in
      for tag in report.tags.prefix(Self.tagLimit) {
        json.object(tag.name) { json in
          json.field("last", tag.last)
          json.field("min", tag.minimum)
          json.field("max", tag.maximum)
        }
      }
    }
    if let signature = report.signature { json.field("signature", signature) }
  }

  /// The tags of a run that its record names; a run may have thousands.
  static let tagLimit = 256
}
