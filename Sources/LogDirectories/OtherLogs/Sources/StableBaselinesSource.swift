extension LogSource {
  /// Stable-Baselines3's `progress.csv`, else its `progress.json`, which has the same content.
  public static let sb3 = LogSource(
    "sb3",
    Words(
      files: "progress.csv", one: "a log of progress", many: "logs of progress",
      hint: "Stable-Baselines3 calls its files progress.csv and progress.json.",
      flaw: { _ in "time/total_timesteps is not named in it" }, tried: "2.9.2"),
    reads: named("progress.csv", "progress.json"),
    fits: firstLine(names: "time/total_timesteps"),
    text: { LinesOrTable(lines: MetricLines(), table: MetricsTable()) },
    choose: preferring("progress.csv", "progress.json"))
}
