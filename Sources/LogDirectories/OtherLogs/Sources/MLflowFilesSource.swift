import EventFiles
import TextFormats

extension LogSource {
  /// MLflow's file store `mlruns/<experiment>/<run>`: one file per metric below the run's
  /// `metrics`.
  public static let mlruns = LogSource(
    "mlruns",
    Words(
      files: "mlruns/*/*/meta.yaml", one: "a run of MLflow's file store",
      many: "runs of MLflow's file store",
      hint: "MLflow's file store keeps mlruns/<experiment>/<run>/meta.yaml and metrics beside it.",
      tried: "3.17.2"),
    reads: named("meta.yaml"),
    readsBeside: { path in
      ["/metrics/", "/params/"].contains { path.holds(Array($0.utf8)) }
    },
    fits: { beginning in
      let entries = FlatYAML.entries(beginning)
      return entries.contains { $0.name == "run_id" || $0.name == "run_uuid" }
        && !entries.contains { $0.name == "lifecycle_stage" && $0.value == "deleted" }
    },
    stream: { TagFilesStream($0, layout: mlflowLayout, options: $1) },
    identify: { file in
      func value(_ name: String, in path: LogPath) -> String? {
        FlatYAML.entries(of: path).last { $0.name == name }?.value
      }
      let run = file.path.parent
      let experiment = value("name", in: run.parent.appending(Array("meta.yaml".utf8))) ?? ""
      return LoggedRun(
        id: run.lastComponent.description, name: value("run_name", in: file.path) ?? "",
        group: experiment == "Default" ? "" : experiment,
        start: value("start_time", in: file.path).flatMap { Double($0) }.map { $0 / 1000 })
    },
    folder: Array("mlruns".utf8))

  private static let mlflowLayout = TagFiles(
    folder: ["metrics"], ending: "",
    decoder: { MLflowLines() },
    facts: { run in
      let state = FlatYAML.entries(of: run.appending(Array("meta.yaml".utf8)))
        .last { $0.name == "status" }?.value
      let folder = run.appending(Array("params".utf8))
      let settings = ((try? DirectoryListing(folder))?.entries ?? []).compactMap { entry in
        entry.kind == .file
          ? (try? folder.appending(entry.name).contents(limit: 1 << 16)).map {
            JSONValue.Member(
              name: LogPath.escaped(entry.name.span),
              value: .setting(String(decoding: $0, as: UTF8.self)))
          } : nil
      }
      return (.object(settings), state == "3")
    })
}

/// A metric of MLflow's file store: `timestamp_ms value step` a line; the tag is the file's.
private struct MLflowLines: TextDecoder {
  let isOne = true
  private var number = 0

  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> TextStep {
    guard let line = try text.line() else { return .end }
    number += 1
    let words = text.bytes[line.range].split(separator: 32).map {
      String(decoding: $0, as: UTF8.self)
    }
    if words.isEmpty, !line.isTooLong { return .nothing }
    guard words.count >= 2, let time = Double(words[0]), let value = Double(words[1]),
      let step = words.count > 2 ? Int64(words[2]) : 0
    else {
      return line.hasEnd
        ? .leftOut("line \(number): it is not a time, a value and a step") : .cut(nil)
    }
    return .values([LoggedValue(tag: "", step: step, wallTime: time / 1000, value: value)])
  }
}
