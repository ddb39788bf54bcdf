extension LogSource {
  /// LLaMA-Factory's `trainer_log.jsonl`.
  ///
  /// The planned steps are a setting; the progress in percent is not a measurement and is left out.
  public static let llamafactory = LogSource(
    "llamafactory",
    Words(
      files: "trainer_log.jsonl", one: "a trainer log", many: "trainer logs",
      hint: "LLaMA-Factory calls its file trainer_log.jsonl.",
      flaw: { _ in "it has no line that is an object with current_steps" }, tried: "0.7.1, 0.9.5"),
    reads: named("trainer_log.jsonl"),
    text: { MetricLines(settings: ["total_steps"], leavingOut: { $0 == "percentage" }) })
}
