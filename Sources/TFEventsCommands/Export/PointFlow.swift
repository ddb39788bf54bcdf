import LogDirectories
import Reports
import Scalars
import TextFormats

/// Moves a run's points to a writer.
struct PointFlow {
  private let plan: ExportPlan
  private var selection: PointSelection
  private var transform: PointTransform?
  private(set) var points = 0
  /// Whether points that were written turned out to be replaced; only possible without a survey.
  private var isVoid = false

  init(_ plan: ExportPlan) {
    self.plan = plan
    selection = plan.selection
    transform = plan.transform
  }

  /// Writes a run's points.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - writer: Receives the points.
  ///   - drain: Takes the written output; called often.
  ///
  /// - Returns: The reader's notes about the run.
  ///
  /// - Throws: What `drain` throws.
  mutating func add<Failure: Error>(
    _ run: Run, to writer: inout any PointWriter,
    drain: (inout ByteBuffer) throws(Failure) -> Void
  ) throws(Failure) -> ReadingNotes {
    // Types are known after everything was read.
    let surveysFirst = !writer.mayTakeBack || plan.layout.columns.contains(.dtype)
    var source = PointSource(run, plan, surveysFirst: surveysFirst)
    return try add(&source, to: &writer, drain: drain)
  }

  /// The rows of a run whose points fit into memory, without headings.
  ///
  /// The run is read once more if some of its points turn out to be replaced.
  static func rows(
    of run: Run, _ plan: ExportPlan, wideTags: [String]?
  ) -> (text: ByteBuffer, points: Int, report: ReadingNotes) {
    var surveysFirst = false
    while true {
      var writer = plan.writer(wideTags: wideTags)
      writer.buffer.removeAll()
      var flow = PointFlow(plan)
      var source = PointSource(run, plan, surveysFirst: surveysFirst)
      let report = flow.add(&source, to: &writer) { (_) throws(Never) in }
      if !flow.isVoid, !source.hasWidened { return (writer.buffer, flow.points, report) }
      surveysFirst = true
    }
  }

  private mutating func add<Failure: Error>(
    _ source: inout PointSource, to writer: inout any PointWriter,
    drain: (inout ByteBuffer) throws(Failure) -> Void
  ) throws(Failure) -> ReadingNotes {
    var batch = PointBatch()
    var declared = 0
    let before = points
    reading: while true {
      switch source.read(into: &batch) {
      case .batch: break
      case .startOver where writer.mayTakeBack:
        writer.takeBackRun()
        (declared, points, transform) = (0, before, plan.transform)
        continue
      case .startOver:
        isVoid = true
        break reading
      case .end: break reading
      }
      while declared < source.series.count {
        writer.addSeries(source.series[declared])
        declared += 1
      }
      if transform != nil {
        transform?.add(batch)
        continue
      }
      points += batch.points.count
      writer.add(batch)
      try drain(&writer.buffer)
    }
    try endRun(&writer, drain)
    return source.report
  }

  private mutating func endRun<Failure: Error>(
    _ writer: inout any PointWriter, _ drain: (inout ByteBuffer) throws(Failure) -> Void
  ) throws(Failure) {
    var count = 0
    try transform?.endRun(&selection) { (batch) throws(Failure) in
      count += batch.points.count
      writer.add(batch)
      try drain(&writer.buffer)
    }
    points += count
    writer.endRun()
    try drain(&writer.buffer)
  }
}
