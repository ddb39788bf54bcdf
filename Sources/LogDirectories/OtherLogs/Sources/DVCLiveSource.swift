import TextFormats

extension LogSource {
  /// DVCLive's folder: `metrics.json` with the last values, and a table a metric below `plots/metrics`.
  public static let dvclive = LogSource(
    "dvclive",
    Words(
      files: "dvclive/plots/metrics", one: "a folder of DVCLive", many: "folders of DVCLive",
      hint: "DVCLive keeps metrics.json and plots/metrics/**/*.tsv in one folder.", tried: "3.49.1"),
    reads: named("metrics.json"),
    fits: { $0.contains(UInt8(ascii: "{")) },
    isOne: { file in
      let plots = file.parent.appending(Array("plots/metrics".utf8))
      return (try? plots.status())?.kind == .directory
    },
    stream: { TagFilesStream($0, layout: dvcLayout, options: $1) })

  private static let dvcLayout = TagFiles(
    folder: ["plots", "metrics"], ending: ".tsv",
    rows: { bytes, tag in
      (MetricsTable.rows(bytes, time: "timestamp") ?? []).map {
        LoggedValue(tag: tag, step: $0.step, wallTime: $0.wallTime, value: $0.value)
      }
    },
    facts: { run in
      let settings = FlatYAML.entries(of: run.appending(Array("params.yaml".utf8))).map {
        JSONValue.Member(name: $0.name, value: .setting($0.value))
      }
      return (.object(settings), false)
    })
}
