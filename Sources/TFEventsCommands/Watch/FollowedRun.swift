import Convergence
import LogDirectories
import Reports
import Scalars
import TextFormats
import TrainingRuns

/// A followed run: its series in constant memory, the current verdict, and what was reported about
/// it.
///
/// An evaluation is a point of the validation series, or of the judged series if there is no
/// validation.
final class FollowedRun {
  /// How to treat the run's points.
  private enum Phase {
    /// As points that existed when the watch began: only a summary is reported.
    case beginning
    /// As new.
    case following
    /// As points that come again, with new ones among them.
    case replaying
  }

  /// The state that is kept of a run that disappeared, in case it comes back.
  struct Memory {
    var ledger: EvaluationLedger
    var standing: StandingVerdict
  }

  private(set) var run: Run
  let analyzer: RunAnalyzer
  let stalledAge: Double
  private var live: LiveRun
  private var phase: Phase
  private(set) var trackers: [SeriesTracker] = []
  private(set) var choice: JudgedSeries?
  /// The series whose points are the evaluations, and the direction in which it gets better.
  private(set) var evaluated: Int?
  private var evaluatedDirection = Direction.min
  private var ledger = EvaluationLedger()
  private(set) var standing = StandingVerdict()
  /// When the verdict became this one; nil if that was before the watch began.
  private(set) var verdictTime: Double?
  /// Its name when it was met: it does not change when other runs appear.
  let name: String
  private(set) var judgement: Judgement?
  var silence = Silence()
  /// Whether the run had ended at the last check.
  var end = RunEnd()
  private(set) var points = 0
  private var nextChoice = 0
  /// Whether series have come since the last choice that are unlikely to change it.
  private var isChoiceOld = false
  /// The points to draw; nil if there is no screen to draw them on.
  private(set) var history: PointHistory?

  init(
    _ run: Run, analyzer: RunAnalyzer, stalledAge: Double, isNew: Bool, remembers: Memory? = nil,
    keepsPoints: Bool = false
  ) {
    self.run = run
    name = run.name
    self.analyzer = analyzer
    self.stalledAge = stalledAge
    live = LiveRun(run, options: analyzer.reading)
    phase = isNew ? .following : .beginning
    if keepsPoints { history = PointHistory() }
    if let remembers {
      (ledger, standing) = (remembers.ledger, remembers.standing)
      ledger.beginReplay()
      phase = .replaying
    }
  }

  /// Its path, which stays.
  var path: String { run.path }
  var series: [RunSeries] { live.series }
  var hyperparameters: NamedValues<Hyperparameter> { live.report.hyperparameters }
  var memory: Memory { Memory(ledger: ledger, standing: standing) }
  /// The name of the series whose points are the evaluations.
  var metric: String? { evaluated.map { series[$0].name } }
  /// What could not be read of the run, and why.
  var unread: [String] { live.report.unread }
  /// Values that were changed or left out, as first noticed: more of them are no news.
  private(set) var alterations: [String] = []
  /// Whether everything that existed when the watch began has been read.
  var hasBegun: Bool { phase != .beginning }

  /// Continues with a run of the same name whose directories changed.
  func follow(_ run: Run) {
    self.run = run
    live.follow(run)
  }

  /// Reads at most a batch of new points; false if there are no more for now.
  func poll(into batch: inout ScalarBatch, now: Double, events: inout [WatchEvent]) -> Bool {
    switch live.poll(into: &batch) {
    case .batch:
      take(batch, now: now, events: &events)
      return true
    case .startOver:
      startOver(now: now, events: &events)
      return true
    case .idle:
      if phase != .following { catchUp(now: now, events: &events) }
      if alterations.isEmpty { alterations = live.report.alterations }
      return false
    }
  }

  // MARK: Points

  private func take(_ batch: borrowing ScalarBatch, now: Double, events: inout [WatchEvent]) {
    while trackers.count < live.series.count {
      let hint = TagHint(live.series[trackers.count], request: analyzer.request)
      trackers.append(SeriesTracker(hint))
    }
    for row in 0..<batch.count {
      let index = Int(batch.series[row])
      let point = batch[row]
      silence.note(point.wallTime)
      trackers[index].push(point)
      history?.add(point, series: index)
      points += 1
      let isYoung = index == evaluated && trackers[index].points <= 16
      let isNew = trackers[index].points == 1
      if isNew, !mayBeChosen(index) { isChoiceOld = true }
      if isNew && mayBeChosen(index) || isYoung || points >= nextChoice {
        choose(before: point.wallTime)
      }
      if index == evaluated { evaluate(point, now: now, events: &events) }
    }
    if phase == .following { silence.hear(at: now) }
  }

  private func evaluate(_ point: Point, now: Double, events: inout [WatchEvent]) {
    switch phase {
    case .beginning:
      ledger.note(point)
      return
    case .replaying where ledger.knows(point): return
    case .replaying, .following: ledger.note(point)
    }
    let change = judgeAgain().flatMap { standing.take($0) }
    let time = point.wallTime.isFinite ? point.wallTime : now
    let isBest = best.map { $0.step == point.step && $0.value == point.value } ?? false
    events.append(event(.evaluation(isBest: isBest), at: time))
    if let change, let event = report(change, at: now) { events.append(event) }
  }

  /// Notes when the verdict changed; returns the event.
  private func report(_ change: StandingVerdict.Change, at now: Double) -> WatchEvent? {
    verdictTime = now
    return reason().map { event(.verdict(change, reason: $0), at: now) }
  }

  /// Everything that exists has been read: at the beginning of a watch, reports the summary.
  private func catchUp(now: Double, events: inout [WatchEvent]) {
    ledger.endReplay()
    if isChoiceOld { choose(before: silence.latest) }
    if phase == .beginning {
      silence.catchUp(at: now, age: stalledAge)
      if let verdict = judgeAgain() { standing = StandingVerdict(verdict) }
      if let last = evaluated.flatMap({ trackers[$0].last }) {
        let time = last.wallTime.isFinite ? last.wallTime : now
        events.append(event(.evaluation(isBest: best?.step == last.step), at: time))
      }
    } else {
      _ = judgeAgain()
    }
    phase = .following
  }

  private func startOver(now: Double, events: inout [WatchEvent]) {
    trackers = []
    history?.removeAll()
    (choice, evaluated) = (nil, nil)
    (points, nextChoice, isChoiceOld) = (0, 0, false)
    if phase == .beginning {
      ledger = EvaluationLedger()
      return
    }
    phase = .replaying
    ledger.beginReplay()
    if let why = live.replacement { events.append(event(.readAnew(why.sentence), at: now)) }
  }

  // MARK: Judging

  /// Whether the run may be judged by this series, to go by its name.
  ///
  /// A choice looks at every series, so with many series a choice for each new one would be too
  /// slow.
  private func mayBeChosen(_ series: Int) -> Bool {
    choice == nil || TagHint(live.series[series], request: analyzer.request).isMetric
  }

  private func choose(before wallTime: Double) {
    isChoiceOld = false
    nextChoice = points + max(1, points / 8)
    let statistics = live.statistics
    let chosen = JudgedSeries.choose(live.series, statistics, request: analyzer.request)
    choice = chosen
    let (next, direction) = evaluation(chosen, statistics)
    evaluatedDirection = direction
    if next == evaluated { return }
    if evaluated != nil, phase == .following {
      // If a series was not reported so far, its earlier points are not reported later.
      let isFresh = next.map { trackers[$0].points <= 1 } ?? true
      ledger.forget(before: isFresh ? -.infinity : wallTime.nextDown)
    }
    evaluated = next
  }

  /// The series whose points are evaluations: the judged one, or a validation series still too
  /// short.
  private func evaluation(
    _ chosen: JudgedSeries, _ statistics: [SeriesStatistics]
  ) -> (Int?, Direction) {
    let direction = chosen.direction
    if chosen.metricIsValidation { return (chosen.metric, direction) }
    switch chosen.reason {
    case .asked, .rating, .reward, .preference, .heldOutMeasure, .namedMetric:
      return (chosen.metric, direction)
    case .pairedValidation, .validation, .train, .trainInstead, .first: break
    }
    // Here a series with a single point counts, since more points will follow.
    let grown = statistics.map { one in
      var one = one
      if one.points == 1 { one.add(one.last) }
      return one
    }
    let other = JudgedSeries.choose(live.series, grown, request: analyzer.request)
    if other.metricIsValidation { return (other.metric, other.direction) }
    if other.reason == .train(validationIsShort: true), let short = other.otherValidation.first {
      return (short, direction)
    }
    return (chosen.metric ?? other.metric, direction)
  }

  private func judgeAgain(_ progress: RunProgress? = nil) -> Verdict? {
    guard let choice else { return nil }
    let progress = progress ?? self.progress(of: choice, by: analyzer)
    let judgement = analyzer.judgement(of: choice, live.series, live.report, progress, tracker)
    if let judgement { self.judgement = judgement }
    return judgement?.verdict
  }

  /// The event of the last verdict of a run that has ended, if it differs from the one that stands.
  ///
  /// It needs no second evaluation, since none will come.
  func settle(_ progress: RunProgress, at now: Double) -> WatchEvent? {
    judgeAgain(progress).flatMap { standing.settle($0) }.flatMap { report($0, at: now) }
  }

  /// How far the run has come, from an analyzer that may have a clock.
  func progress(of choice: JudgedSeries, by analyzer: RunAnalyzer) -> RunProgress {
    analyzer.progress(of: choice, live.series, live.statistics, live.report)
  }

  /// The direction in which the evaluated series gets better.
  var direction: Direction { evaluatedDirection }

  /// The planned last step of the run, if it is known.
  var lastStep: Int64? { analyzer.plannedEnd(of: choice, live.series, live.report, tracker) }

  private func tracker(_ series: Int) -> SeriesTracker? {
    trackers.indices.contains(series) ? trackers[series] : nil
  }

  /// The reason for the verdict, in a sentence.
  func reason(unicode: Bool = false) -> String? {
    guard let judgement, let choice else { return nil }
    let metric = MetricChoice(choice, series: live.series, judgement)
    return Sentences(judgement, metric: metric, numbers: ReadableNumbers(unicode: unicode)).reason
  }

  /// The best value of the evaluated series.
  var best: Extreme? {
    guard let evaluated else { return nil }
    return evaluatedDirection == .min ? trackers[evaluated].minimum : trackers[evaluated].maximum
  }

  /// An event with the current facts about the run.
  func event(_ kind: WatchEvent.Kind, at time: Double) -> WatchEvent {
    var event = WatchEvent(kind, run: name, time: time, verdict: standing.verdict)
    event.metric = metric
    event.best = best
    if let evaluated, let last = trackers[evaluated].last {
      (event.step, event.value) = (last.step, last.value)
    }
    return event
  }
}

extension LiveRun.Replacement {
  /// The event in a few words.
  fileprivate var sentence: String {
    switch kind {
    case .gone: "\(path) is gone"
    case .replaced: "\(path) was replaced by another file"
    case .truncated: "\(path) was truncated"
    case .rewritten: "\(path) was rewritten in place"
    }
  }
}
