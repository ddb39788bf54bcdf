import LogDirectories
import Reports
import Scalars
import TrainingRuns

/// The points of a run, batch by batch, as an export needs them: selected, and with the additional
/// facts.
struct PointSource: ~Copyable {
  private let run: Run
  private let marksSuperseded: Bool
  private let wanted: PointSelection
  /// Whether runs get the names of the tool whose table format is used.
  private let isNamedByPath: Bool
  private var reader: RunReader
  private var context: PointContext
  private var selection: PointSelection
  /// The series met so far.
  private(set) var series: [PointSeries] = []

  /// A source of a run's points.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - plan: What is wanted of it.
  ///   - surveysFirst: Whether a first pass finds out which points are replaced. Without it the
  ///     points are delivered at once; few runs contain replaced points, for which it starts over.
  init(_ run: Run, _ plan: ExportPlan, surveysFirst: Bool = true) {
    self.run = run
    isNamedByPath = plan.likeness != nil
    var options = plan.reading
    // The type of a series, and which of its tensors are scalars, is known only after everything
    // was read.
    options.surveysFirst = surveysFirst || options.numbersSegments
    marksSuperseded = options.deliversSuperseded
    reader = RunReader(run, options: options)
    context = PointContext(columns: plan.columns)
    // A transform selects points itself, after it has received all of them.
    wanted = plan.transform == nil ? plan.selection : PointSelection()
    selection = wanted
  }

  /// Whether a series turned out to have another type than was given with its first point; known at
  /// the end.
  var hasWidened: Bool {
    zip(series, reader.series).contains { $0.type != $1.numberType }
  }

  /// The notes about the run, complete once there are no more points.
  var report: ReadingNotes { reader.report }

  /// Fills a batch with the next points, which may be none.
  ///
  /// After `startOver` all points come again, with their series.
  mutating func read(into batch: inout PointBatch) -> RunReader.Delivery {
    let step = reader.read(into: &batch.points)
    if step == .startOver {
      series = []
      selection = wanted
    }
    if step != .batch { return step }
    for one in reader.series[series.count...] {
      series.append(
        PointSeries(
          run: isNamedByPath
            ? run.directoryPath(ofMember: one.memberName)
            : run.directoryName(ofMember: one.memberName), tag: one.tag, type: one.numberType))
    }
    context.describe(&batch, by: reader, marksSuperseded: marksSuperseded)
    selection.apply(to: &batch)
    return .batch
  }
}
