import Arguments
import Convergence
import LogDirectories
import Reports
import Scalars

/// Reads a run into trackers, chooses what to judge it by, and judges it.
struct RunAnalysis: Sendable {
  var reading: RunReadOptions
  var request: MetricRequest
  var parameters: JudgeParameters
  /// The step at which the runs are to end, where the user says so.
  var maxSteps: Int64?
  /// Rules to simulate beside the verdict.
  var rules: [Rule]
  /// Levels that the user expects.
  var expectations: [Expectation]
  /// What progress is counted on, where it is shown.
  var meter: WorkMeter?
  private let checkpoints = CheckpointCache()

  init(_ arguments: ParsedArguments) {
    reading = RunReadOptions(arguments)
    request = MetricRequest(
      metric: arguments[Shared.metric], train: arguments[Shared.train],
      direction: arguments[Shared.direction].map { LogDirectories.Direction($0) })
    parameters = JudgeParameters(arguments)
    maxSteps = arguments.value(of: JudgeOptions.maxSteps).map { Int64($0) }
    rules = arguments.value(of: JudgeOptions.rules)
    expectations = arguments.value(of: JudgeOptions.expectations)
  }

  /// The report of one run; a run that cannot be read or judged is a report that says so.
  func report(on run: Run, _ space: inout ReadingSpace) -> RunReport {
    var reader = RunReader(run, options: reading)
    return analyse(run, &reader, &space).report
  }

  /// The report, and the steps and times that the run spans.
  func reportWithExtent(
    on run: Run, _ space: inout ReadingSpace
  ) -> (report: RunReport, extent: RunExtent) {
    var reader = RunReader(run, options: reading)
    let (report, _) = analyse(run, &reader, &space)
    return (report, RunExtent(reader.series, reader.statistics))
  }

  /// The report of one run, with the series that were chosen for it.
  func analysed(_ run: Run) -> AnalysedRun {
    var reader = RunReader(run, options: reading)
    var space = ReadingSpace()
    let (report, choice) = analyse(run, &reader, &space)
    return AnalysedRun(report: report, choice: choice, series: reader.series)
  }

  private func analyse(
    _ run: Run, _ reader: inout RunReader, _ space: inout ReadingSpace
  ) -> (report: RunReport, choice: JudgedSeries) {
    let choice = read(run, &reader, &space)
    let trackers = space.trackers
    var report = RunReport(run: run.name)
    report.describeReading(of: run, by: reader)
    report.numbersPoints = space.numbersPoints
    report.tags = zip(reader.series, reader.statistics).map { series, statistics in
      TagFacts(
        name: series.name, last: statistics.last.value,
        minimum: statistics.minimum.isFinite ? statistics.minimum : nil,
        maximum: statistics.maximum.isFinite ? statistics.maximum : nil)
    }
    report.peakLearningRate = choice.learningRate.flatMap { report.tags[$0].maximum }
    guard let metric = choice.metric else {
      report.error = Self.nothingToJudge(reader.series, request: request)
      return (report, choice)
    }
    var evidence = choice.evidence { trackers[$0] }
    evidence.restarts = reader.report.restarts.map(\.step)
    evidence.maxSteps = maxSteps
    let judgement = judge(evidence, parameters: parameters)
    report.expectations = expectations.compactMap { expectation in
      reader.series.firstIndex { $0.name == expectation.tag }.flatMap { trackers[$0] }
        .flatMap { expectation.evaluate($0) }
    }
    report.rules = rules.isEmpty ? [] : simulate(choice, series: reader.series, of: run)
    report.metric = MetricChoice(choice, series: reader.series)
    report.judgement = judgement
    report.curves = choice.curves(
      metric: metric, { trackers[$0] }, series: reader.series, judgement)
    report.checkpoint = judgement.best.flatMap { best in
      Checkpoints(of: run, cache: checkpoints).at(step: best.step)
        .map { Checkpoint(name: $0.name, step: best.step) }
    }
    return (report, choice)
  }

  /// Reads all points of a run into trackers of the series that it is judged by.
  ///
  /// Which these are is known only at the end, so those are tracked whose names say that they may be, and the
  /// first few. Where the choice falls on another one, the run is read once more.
  private func read(
    _ run: Run, _ reader: inout RunReader, _ space: inout ReadingSpace
  ) -> JudgedSeries {
    space.read(&reader, meter) { number, series in
      number < Self.alwaysTracked || JudgedSeries.mayChoose(series, request: request)
        || expectations.contains { $0.tag == series.name }
    }
    if Self.neverAdvances(reader.statistics) {
      reader = RunReader(run, options: reading)
      space.read(&reader, nil, numbersPoints: true) { _, _ in true }
    }
    let choice = JudgedSeries.choose(reader.series, reader.statistics, request: request)
    if choice.numbers.allSatisfy(space.trackers.isTracked) { return choice }
    reader = RunReader(run, options: reading)
    space.read(&reader, nil) { _, _ in true }
    return JudgedSeries.choose(reader.series, reader.statistics, request: request)
  }

  /// Whether no series has more than one step although one has several points.
  private static func neverAdvances(_ statistics: [SeriesStatistics]) -> Bool {
    statistics.contains { $0.points > 1 }
      && statistics.allSatisfy { $0.points == 0 || $0.minimumStep == $0.maximumStep }
  }

  /// So many series are tracked whatever their names are.
  private static let alwaysTracked = 8

  private static func nothingToJudge(
    _ series: [LogDirectories.RunSeries], request: MetricRequest
  ) -> String {
    if let metric = request.metric {
      let close = closest(to: metric, among: series.map(\.name))
      let hint = close.isEmpty ? "" : "; close: " + close.joined(separator: ", ")
      return "no tag \"\(metric)\"\(hint)"
    }
    return series.isEmpty ? "no scalars in its event files" : "no series that can be judged"
  }
}

/// The memory that runs are read into, one after another on a thread.
struct ReadingSpace {
  private var batch = ScalarBatch()
  /// The trackers of the run last read.
  private(set) var trackers = SeriesTrackers()
  /// Whether points got their numbers for steps.
  private(set) var numbersPoints = false
  /// How many points each series has had, where they are numbered.
  private var counts: [Int64] = []

  /// Reads all points of a run, counted on `meter` where there is one, into trackers of those series that
  /// `isTracked` lets through by their numbers and names; with the points' numbers for steps, if asked.
  mutating func read(
    _ reader: inout RunReader, _ meter: WorkMeter?, numbersPoints: Bool = false,
    isTracked: (Int, LogDirectories.RunSeries) -> Bool
  ) {
    trackers.removeAll()
    self.numbersPoints = numbersPoints
    counts.removeAll()
    var gauge = RunGauge(meter, size: reader.run.size)
    while true {
      switch reader.read(into: &batch) {
      case .end:
        gauge.end()
        return
      case .startOver:
        trackers.removeAll()
        counts.removeAll()
        gauge.startOver()
      case .batch:
        gauge.note(reader)
        while trackers.count < reader.series.count {
          let series = reader.series[trackers.count]
          let isTracked = isTracked(trackers.count, series)
          trackers.append(isTracked ? SeriesTracker(TagHint(tag: series.tag)) : nil)
        }
        if numbersPoints { numberPoints() }
        trackers.push(batch.sorted)
      }
    }
  }

  private mutating func numberPoints() {
    for row in 0..<batch.count {
      let series = Int(batch.series[row])
      while counts.count <= series { counts.append(0) }
      batch.steps[row] = counts[series]
      counts[series] += 1
    }
    batch.sort()
  }
}

/// A run after it was judged: what is said of it, and which of its series that rests on.
struct AnalysedRun: Sendable {
  var report: RunReport
  let choice: JudgedSeries
  let series: [LogDirectories.RunSeries]
}
