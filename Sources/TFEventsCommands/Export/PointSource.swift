import LogDirectories
import Reports
import Scalars
import TrainingRuns

/// The points of a run, batch by batch, as an export wants them: chosen, and with what is told beside them.
struct PointSource: ~Copyable {
  private let run: Run
  private let marksSuperseded: Bool
  private var reader: RunReader
  private var context: PointContext
  private var selection: PointSelection
  /// The series that were met so far, as they were known when their first points came.
  private(set) var series: [PointSeries] = []

  init(_ run: Run, _ plan: ExportPlan) {
    self.run = run
    var options = plan.reading
    options.surveysFirst = plan.isSurveyed
    marksSuperseded = options.deliversSuperseded
    reader = RunReader(run, options: options)
    context = PointContext(columns: plan.columns)
    // A transform chooses points itself, once it has them all.
    selection = plan.transform == nil ? plan.selection : PointSelection()
  }

  /// What there is to be said of the run, complete once there are no more points.
  var report: ReadingNotes { reader.report }

  /// Fills a batch with the next points, which may be none; false at the end.
  mutating func read(into batch: inout PointBatch) -> Bool {
    while true {
      switch reader.read(into: &batch.points) {
      case .end: return false
      case .startOver: continue
      case .batch: break
      }
      for one in reader.series[series.count...] {
        series.append(
          PointSeries(
            run: run.directoryName(ofMember: one.memberName), tag: one.tag, type: one.numberType))
      }
      context.describe(&batch, by: reader, marksSuperseded: marksSuperseded)
      selection.apply(to: &batch)
      return true
    }
  }
}
