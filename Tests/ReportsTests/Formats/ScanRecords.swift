import Reports
import TextFormats

/// Records of runs as a scan writes them, without the keys that no format needs.
enum ScanRecords {
  static let lines = [
    record(
      "sft/seed0", "converged", best: 0.74, step: 6_000, last: "0.75", lr: "0.0002",
      extra: ",\"shape_steps\":[600,6000],\"shape\":[3,2,1,null]"),
    record("sft/seed1", "converged", best: 0.76, step: 5_800, last: "0.76", lr: "0.0002"),
    record(
      "over|fit", "overfitting", best: 0.88, step: 2_400, last: "1.28", lr: "0.0002",
      extra: ",\"checkpoint\":\"checkpoint-2400\",\"damaged_records\":2"),
    record(
      "nan, \"quoted\"", "diverged", best: 0.83, step: 3_400, last: "null", lr: "0.003",
      extra: ",\"last_text\":\"NaN\",\"shape_steps\":[400,4000],\"shape\":[2,1,\"NaN\",\"NaN\"]"),
    "{\"schema\":1,\"run\":\"bad\",\"verdict\":\"error\",\"reason\":\"no scalars: 100 % & <none>\","
      + "\"metric\":null,\"points\":0,\"flags\":[]}",
  ]

  private static func record(
    _ run: String, _ verdict: String, best: Double, step: Int, last: String, lr: String,
    extra: String = ""
  ) -> String {
    var json = JSONWriter()
    json.value(run)
    return "{\"schema\":1,\"run\":\(json.buffer.text),\"verdict\":\"\(verdict)\","
      + "\"reason\":\"eval/loss is \(verdict).\",\"confidence\":0.9,\"metric\":\"eval/loss\","
      + "\"direction\":\"min\",\"best\":\(best),\"best_step\":\(step),\"last\":\(last),"
      + "\"last_step\":6000,\"points\":60,\"wall_seconds\":7200.5,"
      + "\"flags\":\(verdict == "converged" ? "[\"spikes\",\"resumed\"]" : "[]"),"
      + "\"all_points\":1200,\"bytes\":50000,\"last_wall_time\":1700000000.5,"
      + "\"hyperparameters\":{\"lr\":\"\(lr)\"}\(extra)}"
  }

  /// The records, with the learning rate picked.
  static var all: [ScanRecord] {
    lines.compactMap { line in
      let bytes = Array(line.utf8)
      guard let value = try? JSONReader.read(bytes[...]) else { return nil }
      return ScanRecord(value, json: bytes, picking: [FieldName("lr")])
    }
  }

  /// The answer of a scan of them.
  static func report(_ change: (inout ScanArrangement) -> Void = { _ in }) -> ScanReport {
    var arrangement = ScanArrangement()
    change(&arrangement)
    return ScanReport(all, arrangement)
  }

  /// The answer with seeds grouped, a baseline and a column.
  static var grouped: ScanReport {
    report { arrangement in
      arrangement.group = .name { groupName($0.replacingDigits) }
      arrangement.isBaseline = { $0 == "sft/seed" }
      arrangement.columns = [(title: "lr", place: 0)]
    }
  }
}

extension String {
  /// The text without its digits.
  var replacingDigits: String { String(filter { !$0.isNumber }) }
}
