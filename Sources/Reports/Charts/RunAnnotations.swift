import Convergence
import Scalars
import TextFormats
public import TrainingRuns

/// How many marks of one kind are named or drawn in one chart.
private let marksPerKind = 5
private let spikesDrawn = 12

extension ChartAnnotations {
  /// The marks that a report on a run puts on its horizontal axis.
  ///
  /// - Parameters:
  ///   - report: The report; one without a judgement has nothing to mark.
  ///   - axis: The positions of steps.
  ///   - metricHue: The hue of the judged series' line, from which a forecast continues.
  public init(_ report: AnalyzedRun, along axis: HorizontalAxis, metricHue: Int = 0) {
    guard let judgement = report.judgement else { return }
    let marker = RunMarker(judgement, report: report, axis: axis)
    marks = marker.best + marker.firstSigns + marker.resumes + marker.nonFinite + marker.spikes
    forecast = marker.forecast(hue: metricHue)
  }
}

/// Makes marks from a judgement.
private struct RunMarker {
  let judgement: Judgement
  let report: AnalyzedRun
  let axis: HorizontalAxis
  let numbers = ReadableNumbers(unicode: true)

  init(_ judgement: Judgement, report: AnalyzedRun, axis: HorizontalAxis) {
    self.judgement = judgement
    self.report = report
    self.axis = axis
  }

  private func mark(
    _ kind: ChartMark.Kind, at step: Int64, value: Double? = nil, _ label: String
  ) -> ChartMark? {
    axis.position(ofStep: step).map { ChartMark(kind, x: $0, y: value, label: label) }
  }

  private func named(_ step: Int64) -> String { numbers.integer(step) }

  var best: [ChartMark] {
    guard let best = judgement.best else { return [] }
    let label = "best \(named(best.step)) · \(numbers.value(best.value))"
    return [mark(.best, at: best.step, value: best.value, label)].compactMap(\.self)
  }

  var firstSigns: [ChartMark] {
    let surges = judgement.flags.compactMap { flag -> ChartMark? in
      guard case .gradientSurge(let step, _, let factor) = flag else { return nil }
      let times = numbers.value(factor, digits: 2, trimmed: true)
      return mark(
        .firstSign, at: step, "first sign \(named(step)) · gradient norm \(times) × its median")
    }
    if !surges.isEmpty || judgement.verdict != .diverged { return surges }
    // Without a surge, the first sign is where the series left its level, unless there is NaN.
    guard let onset = judgement.onsetStep, nonFiniteSince != onset else {
      return []
    }
    return [mark(.firstSign, at: onset, "left its level \(named(onset))")].compactMap(\.self)
  }

  var resumes: [ChartMark] {
    let restarts = report.restarts
    return restarts.prefix(200).enumerated().compactMap { index, restart in
      let isNamed = restarts.count <= marksPerKind || index == 0
      let more = restarts.count > marksPerKind ? " (\(restarts.count) times)" : ""
      return mark(
        .resume, at: restart.step, isNamed ? "resumed \(named(restart.step))\(more)" : "")
    }
  }

  var nonFinite: [ChartMark] {
    let steps = judgement.flags.compactMap { flag -> Int64? in
      if case .filteredNonFinite(let since, _) = flag { return since }
      return nil
    }
    let filtered = steps.prefix(1).compactMap {
      mark(.nonFinite, at: $0, "NaN replaced since \(named($0))")
    }
    guard let since = nonFiniteSince else { return filtered }
    return filtered + [mark(.nonFinite, at: since, "NaN from \(named(since))")].compactMap(\.self)
  }

  /// Where the judged series or the one beside it stopped being finite for good.
  private var nonFiniteSince: Int64? {
    if case .endsNonFinite(let since, _, _, _) = judgement.reason { return since }
    return judgement.nonFinite.trailingSince
  }

  var spikes: [ChartMark] {
    for flag in judgement.flags {
      guard case .spikes(let summary) = flag else { continue }
      let largest = summary.largest.sorted { $0.size > $1.size }.prefix(spikesDrawn)
      return largest.compactMap { mark(.spike, at: $0.step, value: $0.value, "") }
    }
    return []
  }

  func forecast(hue: Int) -> ChartForecast? {
    guard judgement.verdict == .improving, let forecast = judgement.forecast,
      let last = judgement.last, let level = judgement.level ?? judgement.last?.value,
      level.isFinite, let from = axis.position(ofStep: last.step),
      let to = axis.position(ofStep: forecast.atStep), to > from
    else { return nil }
    return ChartForecast(
      from: ChartPoint(x: from, y: level), to: ChartPoint(x: to, y: forecast.value),
      low: forecast.low, high: forecast.high, hue: hue)
  }
}
