import Arguments
import Databases
import LogDirectories
import Reports
import Scalars
import TextFormats
import TrainingRuns

/// Passes the points of run after run to a writer, after selecting and transforming them.
struct Export {
  /// Several runs next to each other, each up to this size in bytes, are formatted in memory at
  /// once; larger ones are written directly.
  private static let smallRun: Int64 = 8 << 20

  private let plan: ExportPlan
  private let wideTags: [String]?
  private let answer: Answer
  private var writer: any PointWriter
  /// How many points were written.
  private(set) var points = 0
  /// Whether something could not be read.
  private(set) var isIncomplete = false
  /// The number of points that the default policy left out.
  private(set) var leftOut = LeftOut()

  init(_ plan: ExportPlan, wideTags: [String]?, to answer: Answer) {
    self.plan = plan
    self.wideTags = wideTags
    self.answer = answer
    writer = plan.writer(wideTags: wideTags)
  }

  /// Writes the points of runs, in their order.
  mutating func add(_ runs: [Run], jobs: Int, in session: Session) throws(CommandError) {
    var start = 0
    while start < runs.count {
      let small = runs[start...].prefix { $0.size <= Self.smallRun }
      if small.count < 2 {
        try stream(runs[start], jobs: jobs, in: session)
        start += 1
      } else {
        try add(small: Array(small), jobs: jobs, in: session)
        start += small.count
      }
    }
  }

  private mutating func stream(
    _ run: Run, jobs: Int, in session: Session
  ) throws(CommandError) {
    let answer = answer
    let width = threadCount(jobs: jobs)
    if width > 1, plan.formatsEachBatchByItself {
      try answer.drain(&writer.buffer)
      var count = 0
      let report = try ParallelRows(run, plan, width: width).run {
        (rows, points) throws(CommandError) in
        count += points
        try answer.drain(&rows)
      }
      points += count
      note(report, in: session)
      return
    }
    var flow = PointFlow(plan)
    let report = try flow.add(run, to: &writer) { (buffer) throws(CommandError) in
      try answer.drainIfFull(&buffer)
    }
    points += flow.points
    note(report, in: session)
  }

  private mutating func note(_ report: ReadingNotes, in session: Session) {
    for warning in report.warnings { session.warn(warning) }
    isIncomplete = isIncomplete || !report.unread.isEmpty
    leftOut.add(report.superseded)
  }

  private mutating func add(
    small runs: [Run], jobs: Int, in session: Session
  ) throws(CommandError) {
    let (plan, wideTags, answer) = (plan, wideTags, answer)
    // An event file begins with its first point, and columnar formats number their words; only one
    // writer can do that.
    if plan.format.kind != .text {
      for run in runs { try stream(run, jobs: 1, in: session) }
      return
    }
    try answer.drain(&writer.buffer)
    try forEachInOrder(
      runs, jobs: jobs, weight: \.size,
      work: { PointFlow.rows(of: $0, plan, wideTags: wideTags) }
    ) { (piece) throws(CommandError) in
      var text = piece.text
      try answer.drain(&text)
      points += piece.points
      note(piece.report, in: session)
    }
  }

  mutating func end() throws(CommandError) {
    writer.end()
    try answer.drain(&writer.buffer)
  }

  /// Writes runs to a database.
  static func write(
    _ runs: [Run], _ plan: ExportPlan, to database: SQLitePoints, in session: Session
  ) throws(SQLiteError) -> (points: Int, isIncomplete: Bool) {
    var flow = PointFlow(plan)
    var writer: any PointWriter = database
    var isIncomplete = false
    for run in runs {
      let report = flow.add(run, to: &writer) { (_) throws(Never) in }
      for warning in report.warnings { session.warn(warning) }
      isIncomplete = isIncomplete || !report.unread.isEmpty
      let settings = report.hyperparameters.map { (name: $0.key, value: $0.value.description) }
      database.add(
        hyperparameters: settings,
        of: run.directoryName(ofMember: run.members.first?.name ?? ""))
      if let failure = database.failure { throw failure }
    }
    database.end()
    if let failure = database.failure { throw failure }
    return (flow.points, isIncomplete)
  }
}
