extension LogSource {
  /// MMEngine's `vis_data/scalars.json`: MMDetection, MMSegmentation and their kin.
  ///
  /// The run is the directory that holds `vis_data`.
  public static let mmengine = LogSource(
    "mmengine",
    Words(
      files: "scalars.json", one: "a log of scalars", many: "logs of scalars",
      hint: "MMEngine calls its file vis_data/scalars.json.",
      flaw: { _ in "no line of it is an object with step" }, tried: "0.10.7"),
    reads: named("scalars.json"),
    rows: { MetricLines.rows(onOneScale(MetricLines.records($0))) },
    choose: { directories, roots in
      directories.map { directory in
        var directory = directory
        let isPart = directory.path.lastComponent.bytes == Array("vis_data".utf8)
        if isPart { directory.rise(below: roots) }
        return directory
      }
    })

  /// The records with those of validations at the iteration they were made at.
  ///
  /// Trainings by epochs write the number of the epoch as a validation's step, and that of the iteration
  /// as the step of the training.
  private static func onOneScale(_ records: [MetricLines.Record]) -> [MetricLines.Record] {
    var records = records
    var training: MetricLines.Record?
    for place in records.indices {
      if records[place]["iter"] != nil {
        training = records[place]
      } else if let training, training["epoch"] == Double(records[place].step) {
        records[place].step = max(records[place].step, training.step)
      }
    }
    return records
  }
}
