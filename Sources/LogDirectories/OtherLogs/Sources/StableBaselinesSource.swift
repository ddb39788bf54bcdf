extension LogSource {
  /// Stable-Baselines3's `progress.csv`, else its `progress.json`, which says the same.
  public static let sb3 = LogSource(
    "sb3",
    Words(
      files: "progress.csv", one: "a log of progress", many: "logs of progress",
      hint: "Stable-Baselines3 calls its files progress.csv and progress.json.",
      flaw: { _ in "time/total_timesteps is not named in it" }),
    reads: named("progress.csv", "progress.json"),
    fits: { beginning in
      let line = Array(beginning.prefix { $0 != 10 })
      return EventFileName.contains(line, Array("time/total_timesteps".utf8))
    },
    rows: { bytes in
      bytes.first { $0 > 32 } == UInt8(ascii: "{")
        ? MetricLines.rows(MetricLines.records(bytes)) : MetricsTable.rows(bytes)
    },
    choose: preferring("progress.csv", "progress.json"))
}
