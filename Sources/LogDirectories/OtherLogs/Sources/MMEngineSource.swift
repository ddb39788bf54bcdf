extension LogSource {
  /// MMEngine's `vis_data/scalars.json`: MMDetection, MMSegmentation and related libraries.
  ///
  /// The run is the directory that holds `vis_data`.
  public static let mmengine = LogSource(
    "mmengine",
    Words(
      files: "scalars.json", one: "a log of scalars", many: "logs of scalars",
      hint: "MMEngine calls its file vis_data/scalars.json.",
      flaw: { _ in "it has no line that is an object with step" }, tried: "0.10.7"),
    reads: named("scalars.json"),
    text: { MetricLines(correct: onOneScale()) },
    choose: { directories, roots in
      directories.map { directory in
        var directory = directory
        let isPart = directory.path.lastComponent.bytes == Array("vis_data".utf8)
        if isPart { directory.rise(below: roots) }
        return directory
      }
    })

  /// Puts the records of validations at the iteration they were made at.
  ///
  /// Trainings by epochs write the number of the epoch as a validation's step, and that of the
  /// iteration as the step of the training.
  private static func onOneScale() -> (inout MetricLines.Record) -> Void {
    var training: MetricLines.Record?
    return { record in
      if record["iter"] != nil {
        training = record
      } else if let training, training["epoch"] == Double(record.step) {
        record.step = max(record.step, training.step)
      }
    }
  }
}
