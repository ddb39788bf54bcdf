import TextFormats

extension LogSource {
  /// DVCLive's folder: `metrics.json` with the last values, and one table per metric below
  /// `plots/metrics`.
  public static let dvclive = LogSource(
    "dvclive",
    Words(
      files: "dvclive/plots/metrics", one: "a folder of DVCLive", many: "folders of DVCLive",
      hint: "DVCLive keeps metrics.json and plots/metrics/**/*.tsv in one folder.", tried: "3.49.1"),
    reads: named("metrics.json"),
    readsBeside: ends(with: ".tsv", "/params.yaml"),
    fits: { $0.contains(UInt8(ascii: "{")) },
    isOne: { file in
      let plots = file.parent.appending(Array("plots/metrics".utf8))
      return (try? plots.status())?.kind == .directory
    },
    stream: { TagFilesStream($0, layout: dvcLayout, options: $1) })

  private static let dvcLayout = TagFiles(
    folder: ["plots", "metrics"], ending: ".tsv",
    decoder: { MetricsTable(time: "timestamp") },
    facts: { (settings("params.yaml", below: $0) ?? .object([]), false) })
}
