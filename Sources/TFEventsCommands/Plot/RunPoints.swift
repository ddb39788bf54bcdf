import EventFiles
import LogDirectories
import Scalars
import TrainingRuns

/// The points of the few series of a run that are drawn.
struct RunPoints: Sendable {
  private var points = PointStore()
  /// What could not be read this time.
  let unread: [String]

  /// Reads a run a second time, when it is known which of its series matter.
  init(of run: Run, _ analyzed: AnalyzedRun, reading: RunReadOptions) {
    let choice = analyzed.choice
    let wanted = [
      choice.metric, choice.paired, choice.learningRate, choice.gradientNorm, choice.epoch,
    ].compactMap(\.self)
    let tags = Set(wanted.map { analyzed.series[$0].tag })
    var options = reading
    options.reading.selectsTag = { tags.contains($0) }
    var reader = RunReader(run, options: options)
    var batch = ScalarBatch()
    // Series may have other numbers now, so they are found by tag and member.
    var numbers: [Int?] = []
    reading: while true {
      switch reader.read(into: &batch) {
      case .end: break reading
      case .startOver:
        points.removeAll()
        numbers.removeAll()
      case .batch:
        for series in reader.series.dropFirst(numbers.count) {
          numbers.append(
            wanted.first { analyzed.series[$0].isSame(as: series) })
        }
        for row in 0..<batch.count {
          guard let number = numbers[Int(batch.series[row])] else { continue }
          points.append(batch[row], to: number)
        }
      }
    }
    unread = reader.report.unread
  }

  /// The points of a series, by its number in the analysis; none for nil.
  subscript(number: Int?) -> [Point] { number.map { Array(points[$0]) } ?? [] }
}
