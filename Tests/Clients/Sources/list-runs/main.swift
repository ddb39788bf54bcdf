import LogDirectories
import Scalars

for run in LogDirectory.find(Array(CommandLine.arguments.dropFirst())).runs {
  var reader = RunReader(run)
  var batch = ScalarBatch()
  var points = 0
  reading: while true {
    switch reader.read(into: &batch) {
    case .batch: points += batch.count
    case .startOver: points = 0
    case .end: break reading
    }
  }
  print("\(run.name): \(points) points in \(run.fileCount) files")
  for series in reader.series { print("  \(series.name)") }
}
