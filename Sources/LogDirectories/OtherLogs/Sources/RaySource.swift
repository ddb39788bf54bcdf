extension LogSource {
  /// Ray's `result.json`, else its `progress.csv`: RLlib, Tune and Train.
  ///
  /// Both have the same content. Settings are not measurements and are left out.
  public static let ray = LogSource(
    "ray",
    Words(
      files: "result.json", one: "a log of results", many: "logs of results",
      hint: "Ray calls its files result.json and progress.csv.",
      flaw: { _ in "training_iteration is not named in it" }, tried: "2.60.0"),
    reads: named("result.json", "progress.csv"),
    fits: firstLine(names: "training_iteration"),
    text: {
      LinesOrTable(
        lines: MetricLines(time: "timestamp", leavingOut: isSetting),
        table: MetricsTable(time: "timestamp", leavingOut: isSetting))
    },
    choose: preferring("result.json", "progress.csv"))

  @Sendable private static func isSetting(_ name: String) -> Bool {
    name.hasPrefix("config/") || name == "pid"
  }
}
