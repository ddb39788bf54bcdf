extension LogSource {
  /// LLaMA-Factory's `trainer_log.jsonl`.
  ///
  /// The planned steps and the progress in percent are not measurements and are left out.
  public static let llamafactory = LogSource(
    "llamafactory",
    Words(
      files: "trainer_log.jsonl", one: "a trainer log", many: "trainer logs",
      hint: "LLaMA-Factory calls its file trainer_log.jsonl.",
      flaw: { _ in "no line of it is an object with current_steps" }),
    reads: named("trainer_log.jsonl"),
    text: { MetricLines(leavingOut: { $0 == "total_steps" || $0 == "percentage" }) })
}
