import Arguments
import LogDirectories
import Reports
import Scalars

/// Takes points from run after run to a writer, through what selects and transforms them.
struct Export {
  private let plan: ExportPlan
  private let answer: Answer
  private var writer: any PointWriter
  private var flow: PointFlow
  /// How many points were written.
  var points: Int { flow.points }

  init(_ plan: ExportPlan, writer: any PointWriter, to answer: Answer) {
    self.plan = plan
    self.answer = answer
    self.writer = writer
    flow = PointFlow(plan)
  }

  /// Writes the points of a run.
  mutating func add(_ run: Run, in session: Session) throws(CommandError) {
    let answer = answer
    let report = try flow.add(run, to: &writer) { (buffer) throws(CommandError) in
      try answer.drainIfFull(&buffer)
    }
    for warning in report.warnings(run: run.name) { session.warn(warning) }
  }

  mutating func end() throws(CommandError) {
    writer.end()
    try answer.drain(&writer.buffer)
  }

  /// Writes runs to a database.
  static func write(
    _ runs: [Run], _ plan: ExportPlan, to database: inout SQLitePoints, in session: Session
  ) throws(SQLiteError) -> Int {
    var flow = PointFlow(plan)
    for run in runs {
      let report = flow.add(run, to: &database) { (_) throws(Never) in }
      for warning in report.warnings(run: run.name) { session.warn(warning) }
      let settings = report.hyperparameters.map { (name: $0.key, value: $0.value.shown) }
      database.add(
        hyperparameters: settings.sorted { $0.name < $1.name },
        of: run.directoryName(ofMember: run.members.first?.name ?? ""))
      if let failure = database.failure { throw failure }
    }
    database.end()
    if let failure = database.failure { throw failure }
    return flow.points
  }
}

/// The way of a run's points to a writer.
struct PointFlow {
  private let plan: ExportPlan
  private var selection: PointSelection
  private var transform: PointTransform?
  private(set) var points = 0

  init(_ plan: ExportPlan) {
    self.plan = plan
    selection = plan.selection
    transform = plan.transform
  }

  /// Writes a run's points.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - writer: Where they go.
  ///   - drain: Takes away what was written, called often.
  /// - Returns: What the reader has to say of the run.
  /// - Throws: What `drain` throws.
  mutating func add<Writer: PointWriter, Failure: Error>(
    _ run: Run, to writer: inout Writer,
    drain: (inout ByteBuffer) throws(Failure) -> Void
  ) throws(Failure) -> LogDirectories.RunReport {
    var options = plan.reading
    options.surveysFirst = plan.isSurveyed
    var reader = RunReader(run, options: options)
    var batch = PointBatch()
    var context = PointContext(run, columns: plan.columns)
    selection.beginRun()
    var declared = 0
    reading: while true {
      switch reader.read(into: &batch.points) {
      case .end: break reading
      case .startOver: continue
      case .batch: break
      }
      while declared < reader.series.count {
        let series = reader.series[declared]
        writer.addSeries(
          PointSeries(
            run: run.directoryName(ofMember: series.memberName), tag: series.tag,
            type: series.numberType))
        declared += 1
      }
      context.describe(&batch, by: reader, marksSuperseded: options.deliversSuperseded)
      if transform != nil {
        transform?.add(batch)
        continue
      }
      selection.apply(to: &batch)
      points += batch.points.count
      writer.add(batch)
      try drain(&writer.buffer)
    }
    try endRun(&writer, drain)
    return reader.report
  }

  private mutating func endRun<Writer: PointWriter, Failure: Error>(
    _ writer: inout Writer, _ drain: (inout ByteBuffer) throws(Failure) -> Void
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

/// What exports tell of each point beside itself: its file, and which job wrote it.
private struct PointContext {
  private let needsFiles: Bool
  private let needsSegments: Bool
  private let run: Run
  private var numbers: [LogPath: Int32] = [:]

  init(_ run: Run, columns: [PointColumn]) {
    self.run = run
    needsFiles = columns.contains(.file)
    needsSegments = columns.contains(.segment)
  }

  mutating func describe(
    _ batch: inout PointBatch, by reader: borrowing RunReader, marksSuperseded: Bool
  ) {
    let count = batch.points.count
    if marksSuperseded { batch.superseded = reader.superseded }
    if needsFiles {
      let number = reader.currentFile.map { self.number(of: $0, &batch.fileNames) } ?? -1
      batch.files = Array(repeating: number, count: count)
    }
    if needsSegments {
      batch.segments = (0..<count).map { row in
        let member = reader.series[Int(batch.points.series[row])].member
        let time = batch.points.wallTimes[row]
        return Int64(
          reader.report.restarts.count { $0.member == member && $0.wallTime <= time })
      }
    }
  }

  private mutating func number(of file: LogFile, _ names: inout [String]) -> Int32 {
    if let known = numbers[file.path] { return known }
    let number = Int32(names.count)
    names.append(file.path.lastComponent.description)
    numbers[file.path] = number
    return number
  }
}
