import Convergence
import Scalars
import TextFormats
import TrainingRuns

/// The keys of a run's record, in the order of writing.
///
/// The only list of them: JSON is written from it, and conditions, columns, rankings, completions
/// and help pages take their names from it. A new key is a new element; within a schema, no key
/// changes.
enum RecordSchema {
  static let fields: [RecordField] = identity + outcome + numbers + advice + reading + series

  /// The other names of a field in options.
  static let otherNames = ["steps": "last_step", "time": "last_wall_time"]

  /// The names that options are likely to use, in the order of the record.
  static let offered: [String] =
    fields.filter(\.isOffered).map(\.key) + ["lr"] + otherNames.keys.sorted()

  private static let byKey = Dictionary(uniqueKeysWithValues: fields.map { ($0.key, $0) })

  /// The field with a key, or with another name.
  static func field(_ name: String) -> RecordField? { byKey[otherNames[name] ?? name] }

  private static let identity = [
    RecordField("schema") { _ in .whole(RunRecord.schema) },
    RecordField("run", isOffered: true) { .text($0.run.run) },
    RecordField("path") { .text($0.run.path) },
    RecordField("verdict", isOffered: true) { .text($0.run.verdictName) },
    RecordField("reason") { .text($0.sentences?.reason ?? $0.run.error) },
  ]

  private static let outcome = [
    RecordField("state", isOffered: true) { .text($0.run.progress.state.rawValue) },
    RecordField("planned_step") { .whole($0.run.progress.plannedStep) },
    judged("confidence", isOffered: true) { .number($0.confidence) },
    judged("provisional") { .truth($0.isProvisional) },
    RecordField("metric", isOffered: true) { .text($0.run.metric?.name) },
    RecordField("metric_by") { .text($0.run.metric?.sentence) },
    RecordField("direction") { .text($0.run.metric?.direction.rawValue) },
    RecordField("direction_by") { .text($0.run.metric?.directionReason.dataName) },
    RecordField("paired") { .text($0.run.metric?.paired) },
    RecordField("best", isOffered: true) { .number($0.run.judgement?.best?.value) },
    RecordField("best_step", isOffered: true) { .whole($0.run.judgement?.best?.step) },
    RecordField("last", isOffered: true) { .number($0.run.judgement?.last?.value) },
    judged("last_text") { judgement in
      judgement.last.flatMap { last in
        last.value.isFinite ? nil : .text(RecordShape.word(for: last.value))
      } ?? .absent
    },
    RecordField("last_step", isOffered: true) { .whole($0.run.judgement?.last?.step) },
    RecordField("points", isOffered: true) { .whole($0.run.judgement?.points ?? 0) },
  ]

  private static let numbers = [
    judged("start_level") { .number($0.startLevel) },
    judged("level", isOffered: true) { .number($0.level) },
    judged("onset_step", isOffered: true) { .whole($0.onsetStep) },
    judged("converged_since", isOffered: true) { .whole($0.convergedSince) },
    judged("steps_since") { .whole($0.stepsSince) },
    judged("wall_seconds_since") { .number($0.wallSecondsSince) },
    judged("equivalent_first_step") { .whole($0.equivalentSteps?.lowerBound) },
    judged("equivalent_last_step") { .whole($0.equivalentSteps?.upperBound) },
    judged("probability_improving") { .number($0.probabilityImproving) },
    judged("ratio", isOffered: true) { .number($0.ratio) },
    judged("noise", isOffered: true) { .number($0.noise) },
    judged("worthwhile_gain") { .number($0.worthwhileGain) },
    judged("detectable_gain") { .number($0.detectableGain) },
    judged("expected_gain") { .number($0.expectedGain) },
    judged("forecast") { $0.forecast.map { .nested($0.write) } ?? .text(nil) },
  ]

  private static let advice = [
    judged("advice", isOffered: true) { .text($0.stopAdvice.rawValue) },
    RecordField("next") { record in
      record.sentences.map { .text($0.next(checkpoint: record.run.checkpoint)) } ?? .absent
    },
    RecordField("checkpoint", isOffered: true) { record in
      record.run.judgement == nil ? .absent : .text(record.run.checkpointAsGood?.name)
    },
    RecordField("nearest_checkpoint") { record in
      guard let checkpoint = record.run.checkpoint, let best = record.run.bestValue else {
        return .absent
      }
      return .nested { checkpoint.write(beside: best, to: &$0) }
    },
    RecordField("flags", isOffered: true) { .words($0.run.judgement?.flags.map(\.dataName) ?? []) },
    RecordField("notes") { record in
      record.sentences.map { .words($0.notes(on: record.run)) } ?? .absent
    },
    RecordField("expectations") { record in
      let all = record.run.expectations
      return all.isEmpty ? .absent : .nested { json in json.array { json in all.write(to: &json) } }
    },
    RecordField("rules") { record in
      let all = record.run.rules
      return all.isEmpty ? .absent : .nested { json in json.array { json in all.write(to: &json) } }
    },
    judged("others") { judgement in
      let all = judgement.otherValidation
      return all.isEmpty ? .absent : .nested { json in json.array { json in all.write(to: &json) } }
    },
    judged("evidence") { judgement in
      .nested { json in
        json.object { json in
          for item in judgement.evidence { item.write(to: &json) }
        }
      }
    },
  ]

  private static let reading = [
    RecordField("wall_seconds", isOffered: true) { .number($0.run.judgement?.wallSeconds) },
    RecordField("first_wall_time") { .number($0.run.reading.firstWallTime) },
    RecordField("last_wall_time", isOffered: true) { .number($0.run.reading.lastWallTime) },
    RecordField("all_points") { .whole($0.run.reading.points) },
    RecordField("superseded_points") { .whole($0.run.reading.supersededPoints) },
    RecordField("duplicate_points") { .whole($0.run.reading.duplicatePoints) },
    RecordField("restarts") { record in
      let all = record.run.restarts.prefix(mostRestarts)
      return all.isEmpty ? .absent : .nested { json in json.array { json in all.write(to: &json) } }
    },
    RecordField("damaged_records", isOffered: true) { .whole($0.run.reading.damagedRecords) },
    RecordField("unreadable_files", isOffered: true) { .whole($0.run.reading.unreadableFiles) },
    RecordField("incomplete", isOffered: true) { .truth($0.run.reading.isIncomplete) },
    RecordField("files", isOffered: true) { .whole($0.run.files.count) },
    RecordField("bytes", isOffered: true) { .whole($0.run.reading.bytes) },
    RecordField("hyperparameters") { record in
      .nested { json in
        json.object { json in
          for (name, value) in record.run.hyperparameters { json.field(name, value) }
        }
      }
    },
  ]

  private static let series = [
    RecordField("learning_rate") { .number($0.run.peakLearningRate) },
    RecordField("shape_steps") { $0.shape.map { .nested($0.writeSteps) } ?? .absent },
    RecordField("shape") { $0.shape.map { .nested($0.writeValues) } ?? .absent },
    RecordField("curve_steps") { $0.curve.map { .nested($0.writeSteps) } ?? .absent },
    RecordField("curve") { $0.curve.map { .nested($0.writeValues) } ?? .absent },
    RecordField("tags") { record in
      .nested { json in
        json.object { json in
          for tag in record.tags { tag.write(to: &json) }
        }
      }
    },
    RecordField("otherwise") { $0.otherwise.map { .nested($0.write) } ?? .absent },
    RecordField("signature") { $0.run.signature.map { .text($0) } ?? .absent },
  ]

  /// The restarts that a record names; a run may have thousands.
  private static let mostRestarts = 256

  /// A field that only runs with a verdict have.
  private static func judged(
    _ key: String, isOffered: Bool = false, _ value: @escaping @Sendable (Judgement) -> RecordValue
  ) -> RecordField {
    RecordField(key, isOffered: isOffered) { $0.run.judgement.map(value) ?? .absent }
  }
}

extension Forecast {
  fileprivate func write(to json: inout JSONWriter) {
    json.object { json in
      json.field("step", atStep)
      json.field("value", value)
      json.field("low", low)
      json.field("high", high)
    }
  }
}

extension BestCheckpoint {
  fileprivate func write(beside best: Double, to json: inout JSONWriter) {
    json.object { json in
      json.field("name", name)
      json.field("step", step)
      json.field("value", value)
      json.field("standing", standing.rawValue)
      json.field("worse_by", distance)
      json.field("worse_share", distance.map { $0 / abs(best) })
    }
  }
}

extension Evidence {
  fileprivate func write(to json: inout JSONWriter) {
    if let step {
      json.field(name, step)
    } else {
      json.field(name, value)
    }
  }
}

extension ArraySlice<RestartFacts> {
  fileprivate func write(to json: inout JSONWriter) {
    for restart in self {
      json.object { json in
        json.field("step", restart.step)
        json.field("reached_step", restart.reachedStep)
        json.field("superseded_points", restart.supersededPoints)
      }
    }
  }
}

extension SeriesSummary {
  fileprivate func write(to json: inout JSONWriter) {
    json.object(name) { json in
      json.field("last", last)
      json.field("min", minimum)
      json.field("max", maximum)
    }
  }
}

extension [ExpectationOutcome] {
  fileprivate func write(to json: inout JSONWriter) {
    for outcome in self {
      json.object { json in
        json.field("expectation", outcome.expectation.text)
        json.field("met", outcome.isMet)
        json.field("level", outcome.level)
        json.field("first_met_step", outcome.firstMetStep)
      }
    }
  }
}

extension [OtherValidation] {
  fileprivate func write(to json: inout JSONWriter) {
    for other in self {
      json.object { json in
        json.field("metric", other.name)
        json.field("direction", other.direction.rawValue)
        json.field("verdict", other.verdict.dataName)
        json.field("best", other.best?.value)
        json.field("best_step", other.best?.step)
        json.field("best_level", other.bestLevel?.value)
        json.field("best_level_step", other.bestLevel?.step)
        json.field("level", other.level)
        json.field("level_then", other.levelThen)
      }
    }
  }
}

extension [RuleOutcome] {
  fileprivate func write(to json: inout JSONWriter) {
    for outcome in self {
      json.object { json in
        json.field("rule", outcome.rule.text)
        json.field("stop_step", outcome.stopStep)
        json.field("cost", outcome.cost)
        json.field("steps_saved", outcome.stepsSaved)
      }
    }
  }
}
