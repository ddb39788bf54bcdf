import LogDirectories
import Reports
import Scalars
import TrainingRuns

/// The points of a run, batch by batch, as an export wants them: chosen, and with what is told beside them.
struct PointSource: ~Copyable {
  private let run: Run
  private let marksSuperseded: Bool
  private let isTrial: Bool
  /// Whether runs are called as the tool calls them whose table is written.
  private let isNamedByPath: Bool
  private var reader: RunReader
  private var context: PointContext
  private var selection: PointSelection
  /// The series that were met so far.
  private(set) var series: [PointSeries] = []
  /// Whether it turned out that points which were read do not stand: what a trial may come to.
  private(set) var isVoid = false

  /// A source of a run's points.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - plan: What is wanted of it.
  ///   - isTrial: Whether to go without a first pass, for few runs hold points that do not stand.
  init(_ run: Run, _ plan: ExportPlan, isTrial: Bool = false) {
    self.run = run
    self.isTrial = isTrial
    isNamedByPath = plan.likeness != nil
    var options = plan.reading
    // What type a series has, and which of its tensors are scalars, is known only once all was read.
    options.surveysFirst = !isTrial || options.numbersSegments
    marksSuperseded = options.deliversSuperseded
    reader = RunReader(run, options: options)
    context = PointContext(columns: plan.columns)
    // A transform chooses points itself, once it has them all.
    selection = plan.transform == nil ? plan.selection : PointSelection()
  }

  /// Whether a series has come to another type than was told with its first point.
  private var hasWidened: Bool {
    zip(series, reader.series).contains { $0.type != $1.numberType }
  }

  /// What there is to be said of the run, complete once there are no more points.
  var report: ReadingNotes { reader.report }

  /// Fills a batch with the next points, which may be none; false at the end, or where those before are void.
  mutating func read(into batch: inout PointBatch) -> Bool {
    var step = reader.read(into: &batch.points)
    // After a first pass there is nothing to take back.
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
