import Arguments
import LogDirectories
import Reports
import Scalars

/// Takes points from run after run to a writer, through what selects and transforms them.
struct Export {
  /// Runs up to this size in bytes are written to memory, several at once; larger ones go straight out.
  private static let smallRun: Int64 = 8 << 20

  private let plan: ExportPlan
  private let wideTags: [String]?
  private let answer: Answer
  private var writer: any PointWriter
  /// How many points were written.
  private(set) var points = 0

  init(_ plan: ExportPlan, wideTags: [String]?, to answer: Answer) {
    self.plan = plan
    self.wideTags = wideTags
    self.answer = answer
    writer = Self.writer(plan, wideTags)
  }

  private static func writer(_ plan: ExportPlan, _ wideTags: [String]?) -> any PointWriter {
    plan.format.textWriter(
      plan.layout, wideTags: wideTags, crlf: plan.likeness == .tensorboard) ?? EventFilePoints()
  }

  /// Writes the points of runs, in their order.
  mutating func add(_ runs: [Run], jobs: Int, in session: Session) throws(CommandError) {
    var start = 0
    while start < runs.count {
      let small = runs[start...].prefix { $0.size <= Self.smallRun }
      if small.isEmpty {
        try stream(runs[start], in: session)
        start += 1
      } else {
        try add(small: Array(small), jobs: jobs, in: session)
        start += small.count
      }
    }
  }

  private mutating func stream(_ run: Run, in session: Session) throws(CommandError) {
    let answer = answer
    var flow = PointFlow(plan)
    let report = try flow.add(run, to: &writer) { (buffer) throws(CommandError) in
      try answer.drainIfFull(&buffer)
    }
    points += flow.points
    for warning in report.warnings { session.warn(warning) }
  }

  /// The text of one run, and what is to be said of it.
  private struct Piece: Sendable {
    var text: ByteBuffer
    var points: Int
    var warnings: [String]
  }

  private mutating func add(
    small runs: [Run], jobs: Int, in session: Session
  ) throws(CommandError) {
    let (plan, wideTags, answer) = (plan, wideTags, answer)
    // An event file begins with its first point, which only the one writer knows.
    if plan.format == .tfevents {
      for run in runs { try stream(run, in: session) }
      return
    }
    try answer.drain(&writer.buffer)
    var count = 0
    try forEachInOrder(
      runs, jobs: jobs, weight: \.size,
      work: { run in
        var writer = Self.writer(plan, wideTags)
        // The headings stand in the answer already.
        writer.buffer.removeAll()
        var flow = PointFlow(plan)
        let report = flow.add(run, to: &writer) { (_) throws(Never) in }
        return Piece(
          text: writer.buffer, points: flow.points, warnings: report.warnings)
      }
    ) { (piece) throws(CommandError) in
      var text = piece.text
      try answer.drain(&text)
      count += piece.points
      for warning in piece.warnings { session.warn(warning) }
    }
    points += count
  }

  mutating func end() throws(CommandError) {
    writer.end()
    try answer.drain(&writer.buffer)
  }

  /// Writes runs to a database.
  static func write(
    _ runs: [Run], _ plan: ExportPlan, to database: SQLitePoints, in session: Session
  ) throws(SQLiteError) -> Int {
    var flow = PointFlow(plan)
    var writer: any PointWriter = database
    for run in runs {
      let report = flow.add(run, to: &writer) { (_) throws(Never) in }
      for warning in report.warnings { session.warn(warning) }
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
  mutating func add<Failure: Error>(
    _ run: Run, to writer: inout any PointWriter,
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
