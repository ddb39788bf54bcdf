extension LogSource {
  /// Hugging Face Trainer's `trainer_state.json`.
  public static let hf = LogSource(
    "hf",
    Words(
      files: "trainer_state.json", one: "a trainer state", many: "trainer states",
      hint: "Hugging Face's Trainer calls its file trainer_state.json.",
      flaw: { _ in "no log_history in it" }, tried: "4.46.3, 5.24.0"),
    reads: named("trainer_state.json"), text: { TrainerHistory() }, choose: TrainerStates.latest)
}
