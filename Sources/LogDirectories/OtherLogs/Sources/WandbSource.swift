import EventFiles

extension LogSource {
  /// Weights & Biases' `run-<id>.wandb`, which a run leaves on disk, offline or online.
  public static let wandb = BlockLogFormat.wandb.source(
    "wandb",
    Words(
      files: "run-*.wandb", one: "a log of Weights & Biases", many: "logs of Weights & Biases",
      hint: "Weights & Biases calls its file wandb/run-<time>-<id>/run-<id>.wandb.",
      flaw: { _ in "it does not begin with :W&B" },
      lag: "wandb writes its file in blocks of 32 KiB", tried: "0.15.12, 0.19.11, 0.31.0"),
    folder: "wandb")
}
