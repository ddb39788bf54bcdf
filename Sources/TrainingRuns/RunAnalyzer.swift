public import Convergence
import EventFiles
public import LogDirectories
import Scalars
import TextFormats

/// Analyzes runs: reads a run, chooses what to judge it by, judges it, and says why.
///
/// The one analysis of a run: whatever a command or a program shows of it comes from here.
///
///     let analyzer = RunAnalyzer()
///     for run in LogDirectory.find(["runs"]).runs {
///       let result = analyzer.analyze(run)
///       print(result.run, result.verdictName, result.reason)
///     }
public struct RunAnalyzer: Sendable {
  /// How the points of a run are read.
  public var reading = RunReadOptions()
  /// What the caller asked to judge by; by default the names of the series decide.
  public var request = MetricRequest()
  /// The parameters of the judgement, such as the smallest gain worth having.
  public var parameters = JudgeParameters.normal
  /// The step at which the runs are planned to end, if the caller knows it.
  public var maxSteps: Int64?
  /// The current time in seconds since the Unix epoch; without it no run is called running or
  /// stalled.
  public var now: Double?
  /// The silence, in seconds, after which a run is reported as stalled.
  public var stalledAge = 300.0
  /// Rules to simulate beside the verdict.
  public var rules: [Rule] = []
  /// Levels that the caller expects.
  public var expectations: [Expectation] = []
  /// The meter that counts progress, if progress is shown.
  package var meter: WorkMeter?
  private let checkpoints = CheckpointCache()

  /// Creates an analyzer with the usual settings.
  public init() {}

  /// The analysis of one run; if the run cannot be read or judged, the result says so.
  public func analyze(_ run: Run) -> AnalyzedRun {
    var space = ReadingSpace()
    return analyze(run, in: &space)
  }

  /// The same, with memory that is reused for one run after another.
  public func analyze(_ run: Run, in space: inout ReadingSpace) -> AnalyzedRun {
    var reader = RunReader(run, options: reading)
    let choice = read(run, &reader, &space)
    var result = AnalyzedRun(run: run.name, path: run.path)
    summarize(
      &result, choice, reader.series, reader.statistics, reader.report, space.trackers)
    complete(&result, run, reader, space)
    for index in result.otherwise.indices {
      complete(&result.otherwise[index], run, reader, space)
    }
    return result
  }

  /// Adds facts about the files, and the simulated rules and the checkpoint, which depend on the
  /// verdict.
  private func complete(
    _ result: inout AnalyzedRun, _ run: Run, _ reader: borrowing RunReader,
    _ space: borrowing ReadingSpace
  ) {
    result.describeReading(of: run, by: reader)
    for expectation in expectations where !result.series.contains(where: expectation.isOf) {
      let what = Self.lacksTag(expectation.tag, result.series)
      result.warnings.append("warning: \(result.run): \(what)")
    }
    result.numbersPoints = space.numbersPoints
    if result.judgement != nil, !rules.isEmpty {
      result.rules = simulate(result.choice, series: reader.series, of: run)
    }
    let curve = result.curves.first?.shape
    result.checkpoint = result.judgement.flatMap {
      BestCheckpoint(of: $0, curve, among: Checkpoints(of: run, cache: checkpoints))
    }
  }

  /// Judges a run by its chosen series; nil if none can be judged.
  ///
  /// `tracker` gives the tracker of a series by its number.
  package func judgement(
    of choice: JudgedSeries, _ series: [RunSeries], _ notes: ReadingNotes,
    _ progress: RunProgress, _ tracker: (Int) -> SeriesTracker?
  ) -> Judgement? {
    guard choice.metric != nil else { return choice.judgementOfOpposing(series) }
    var evidence = choice.evidence(series, tracker)
    evidence.restarts = notes.restarts.map(\.step)
    // For a finished run, forecast 50 % more steps, as if no end were planned.
    let planned = PlannedEnd(step: progress.plannedStep, epochs: progress.plannedEpochs)
    evidence.maxSteps = progress.state == .finished ? nil : planned.lastStep(in: evidence)
    return choice.judgement(of: evidence, parameters: parameters)
  }

  /// The planned last step of a run, if the caller gave it or its trainer logged it.
  package func plannedEnd(
    of choice: JudgedSeries?, _ series: [RunSeries], _ notes: ReadingNotes,
    _ tracker: (Int) -> SeriesTracker?
  ) -> Int64? {
    plannedEnd(notes).lastStep(in: choice.map { $0.evidence(series, tracker) })
  }

  /// The planned end of a run, if the caller gave it or its trainer logged it.
  func plannedEnd(_ notes: ReadingNotes) -> PlannedEnd {
    maxSteps.map { PlannedEnd(step: $0) } ?? PlannedEnd(notes.hyperparameters)
  }

  /// Adds the summaries of a run's series, and the judgement of the chosen one.
  func summarize(
    _ result: inout AnalyzedRun, _ choice: JudgedSeries, _ series: [RunSeries],
    _ statistics: [SeriesStatistics], _ notes: ReadingNotes, _ trackers: SeriesTrackers
  ) {
    (result.choice, result.series) = (choice, series)
    result.extent = RunExtent(series, statistics)
    let tags = zip(series, statistics).map { SeriesSummary($0, $1) }
    result.tags = tags
    result.progress = progress(of: choice, series, statistics, notes)
    result.peakLearningRate = choice.learningRate.flatMap { tags[$0].maximum }
    result.expectations = expectations.map { expectation in
      let tracker = series.firstIndex { expectation.isOf($0) }.flatMap { trackers[$0] }
      return tracker.map { expectation.evaluate($0) } ?? expectation.unmet
    }
    conclude(&result, notes, trackers)
    if choice.directionReason == .trend, result.judgement != nil {
      var other = result
      other.choice = choice.turned
      conclude(&other, notes, trackers)
      result.otherwise = [other]
    }
  }

  /// Adds the results that depend on the chosen series.
  private func conclude(
    _ result: inout AnalyzedRun, _ notes: ReadingNotes, _ trackers: SeriesTrackers
  ) {
    let (choice, series) = (result.choice, result.series)
    guard
      let judgement = judgement(of: choice, series, notes, result.progress, { trackers[$0] })
    else {
      result.error = nothingToJudge(series, notes)
      return
    }
    result.judgement = judgement
    if choice.metric == nil { return }
    result.choice = choice.settled(judgement)
    result.metric = MetricChoice(choice, series: series, judgement)
    result.curves = result.choice.curves({ trackers[$0] }, series: series, judgement)
  }

  /// Reads all points of a run into trackers of the series that it is judged by.
  ///
  /// The choice is known only at the end. So the series with a likely name and the first few are
  /// tracked; if another one is chosen, the run is read again.
  private func read(
    _ run: Run, _ reader: inout RunReader, _ space: inout ReadingSpace
  ) -> JudgedSeries {
    space.read(&reader, meter, request) { number, series, facts in
      number < Self.alwaysTracked || JudgedSeries.mayChoose(series, facts, request: request)
        || expectations.contains { $0.isOf(series) }
    }
    if Self.neverAdvances(reader.statistics) {
      reader = RunReader(run, options: reading)
      space.read(&reader, nil, request, numbersPoints: true) { _, _, _ in true }
    }
    let choice = choose(reader, &space)
    if choice.numbers.allSatisfy(space.trackers.isTracked) { return choice }
    reader = RunReader(run, options: reading)
    space.read(&reader, nil, request) { _, _, _ in true }
    return choose(reader, &space)
  }

  private func choose(
    _ reader: borrowing RunReader, _ space: inout ReadingSpace
  ) -> JudgedSeries {
    let facts = space.facts(of: reader.series)
    return SeriesChooser(reader.series, facts, reader.statistics, request: request).choose()
  }

  /// Whether no series has more than one step although one has several points.
  private static func neverAdvances(_ statistics: [SeriesStatistics]) -> Bool {
    statistics.contains { $0.points > 1 }
      && statistics.allSatisfy { $0.points == 0 || $0.minimumStep == $0.maximumStep }
  }

  /// This many series are tracked whatever their names are.
  private static let alwaysTracked = 8

  private static func lacksTag(_ tag: String, _ series: [RunSeries]) -> String {
    let close = closest(to: tag, among: series.map(\.name))
    let hint = close.isEmpty ? "" : "; close: " + close.joined(separator: ", ")
    return "no tag \"\(tag)\"\(hint)"
  }

  private func nothingToJudge(_ series: [RunSeries], _ notes: ReadingNotes) -> String {
    if let metric = request.metric {
      return Self.lacksTag(metric, series)
    }
    if !series.isEmpty { return "no series that can be judged" }
    let tensors = notes.unexplainedTensors.map { ", but \($0)" } ?? ""
    let log = notes.files.first?.file.source ?? .tensorboard
    let place = log.isEventFiles ? "no scalars in its event files" : "no numbers in its log"
    return place + (reading.reading.selectsTag == nil ? "" : " that match --tag") + tensors
  }
}

extension Expectation {
  /// Whether this is the series whose level is meant.
  fileprivate func isOf(_ series: RunSeries) -> Bool { tag == series.name || tag == series.tag }
}
