import LogDirectories
import Reports
import Scalars
import TrainingRuns

/// The points of a run, batch by batch, as an export needs them: selected, and with the additional
/// facts.
struct PointSource: ~Copyable {
  private let run: Run
  private let marksSuperseded: Bool
  private let isTrial: Bool
  /// Whether runs get the names of the tool whose table format is used.
  private let isNamedByPath: Bool
  private var reader: RunReader
  private var context: PointContext
  private var selection: PointSelection
  /// The series met so far.
  private(set) var series: [PointSeries] = []
  /// Whether points that were already read turned out to be replaced; only possible in a trial.
  private(set) var isVoid = false

  /// A source of a run's points.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - plan: What is wanted of it.
  ///   - isTrial: Whether to skip the first pass, because few runs contain replaced points.
  init(_ run: Run, _ plan: ExportPlan, isTrial: Bool = false) {
    self.run = run
    self.isTrial = isTrial
    isNamedByPath = plan.likeness != nil
    var options = plan.reading
    // The type of a series, and which of its tensors are scalars, is known only after everything
    // was read.
    options.surveysFirst = !isTrial || options.numbersSegments
    marksSuperseded = options.deliversSuperseded
    reader = RunReader(run, options: options)
    context = PointContext(columns: plan.columns)
    // A transform selects points itself, after it has received all of them.
    selection = plan.transform == nil ? plan.selection : PointSelection()
  }

  /// Whether a series turned out to have another type than was given with its first point.
  private var hasWidened: Bool {
    zip(series, reader.series).contains { $0.type != $1.numberType }
  }

  /// The notes about the run, complete once there are no more points.
  var report: ReadingNotes { reader.report }

  /// Fills a batch with the next points, which may be none; false at the end, or if the points
  /// before are void.
  mutating func read(into batch: inout PointBatch) -> Bool {
    var step = reader.read(into: &batch.points)
    // After a first pass no point can be replaced any more.
    while step == .startOver, !isTrial { step = reader.read(into: &batch.points) }
    isVoid = step == .startOver || (step == .end && hasWidened)
    if step != .batch { return false }
    for one in reader.series[series.count...] {
      series.append(
        PointSeries(
          run: isNamedByPath
            ? run.directoryPath(ofMember: one.memberName)
            : run.directoryName(ofMember: one.memberName), tag: one.tag, type: one.numberType))
    }
    context.describe(&batch, by: reader, marksSuperseded: marksSuperseded)
    selection.apply(to: &batch)
    return true
  }
}
