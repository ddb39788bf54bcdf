import Convergence
import LogDirectories
import Reports
import Scalars
import TrainingRuns

extension FollowedRun {
  /// The current state of the run.
  var state: WatchState {
    var state = WatchState(run: name, verdict: standing.verdict)
    state.verdictTime = verdictTime
    state.judgement = judgement
    state.metric = metric
    state.best = best
    if let evaluated {
      state.last = trackers[evaluated].last.map { Extreme(value: $0.value, step: $0.step) }
      state.shape = trackers[evaluated].shape
    }
    state.step = trackers.filter { $0.points > 0 }.map(\.highestStep).max()
    state.lastStep = lastStep
    state.lastEvent = silence.latest.isFinite ? silence.latest : nil
    state.isStalled = silence.isStalled && !isFinished
    state.isFinished = isFinished
    state.isReading = !hasBegun
    return state
  }

  /// The last evaluation, as it was or would have been reported.
  var lastEvaluation: WatchEvent? {
    guard let evaluated, let last = trackers[evaluated].last else { return nil }
    return event(.evaluation(isBest: best?.step == last.step), at: last.wallTime)
  }

  /// Everything that the screen of this run shows, in characters that the terminal has.
  func picture(
    _ look: WatchLook, events: [WatchEvent], now: Double, unicode: Bool
  ) -> WatchPicture {
    var state = state
    state.speed = trackers.indices.max { trackers[$0].points < trackers[$1].points }
      .flatMap { stepsPerSecond(recentPoints(of: $0)) }
    var picture = WatchPicture(state, now: now)
    picture.events = events
    picture.look = look
    picture.lines = shownSeries(&picture.look).map { index, role in
      WatchPicture.Line(name: series[index].name, role: role, points: points(of: index))
    }
    picture.figures = figures
    picture.reason = sentence(unicode: unicode)
    picture.gradientNorm = choice?.gradientNorm.flatMap { trackers[$0].last?.value }
    picture.learningRate = choice?.learningRate.flatMap { trackers[$0].last?.value }
    return picture
  }

  /// The series to draw; `look.tag` cycles through them.
  private func shownSeries(_ look: inout WatchLook) -> [(Int, ChartSeries.Role)] {
    guard let evaluated else { return [] }
    let isTrain = choice?.metric == evaluated && choice?.metricIsValidation == false
    var first: [(Int, ChartSeries.Role)] = [(evaluated, isTrain ? .train : .validation)]
    let twin = choice?.paired ?? (choice?.metric == evaluated ? nil : choice?.metric)
    if let twin, twin != evaluated { first.append((twin, .train)) }
    let others = series.indices.filter { index in
      trackers[index].points > 0 && !first.contains { $0.0 == index }
    }
    look.tag %= others.count + 1
    return look.tag == 0 ? first : [(others[look.tag - 1], .train)]
  }

  /// The reason for the verdict, or what a new verdict is waiting for.
  private func sentence(unicode: Bool) -> String? {
    guard hasBegun, let judgement, choice != nil else { return nil }
    if judgement.verdict != standing.verdict {
      return
        "The last evaluation says \(judgement.verdict.rawValue), which a second one must confirm."
    }
    return reason(unicode: unicode)
  }

  private var figures: [WatchFigure] {
    var look = WatchLook()
    return shownSeries(&look).reversed().map { index, _ in
      WatchFigure(
        name: series[index].name, points: points(of: index),
        best: index == evaluated
          ? best : direction == .min ? trackers[index].minimum : trackers[index].maximum)
    }
  }

  /// The stored points of a series; if none are stored, the means of its blocks.
  private func points(of index: Int) -> [Point] {
    if let history {
      let kept = history.points(of: index)
      // Of many points some are left out, possibly including the last one.
      guard let last = trackers[index].last, kept.last?.step != last.step else { return kept }
      return kept + [last]
    }
    return trackers[index].pyramid.blocks.map {
      Point(step: $0.lastStep, wallTime: $0.lastWallTime, value: $0.mean)
    }
  }

  private func recentPoints(of index: Int) -> [Point] {
    trackers[index].pyramid.blocks.suffix(10).map {
      Point(step: $0.lastStep, wallTime: $0.lastWallTime, value: $0.mean)
    }
  }
}
