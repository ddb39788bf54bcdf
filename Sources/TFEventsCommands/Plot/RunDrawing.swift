import Convergence
import LogDirectories
import Reports
import Scalars
import Statistics
import TextFormats
import TrainingRuns

/// How runs are to be drawn.
struct PlotRequest: Sendable {
  var axis = HorizontalAxis.Kind.step
  var logarithmic = false
  var smoothing: Smoothing?
  var pointLimit = 1_000

  /// The options of a chart with a title.
  func options(title: String, summary: String = "") -> ChartOptions {
    var options = ChartOptions()
    options.title = title
    options.summary = summary
    options.axis = axis
    options.logarithmic = logarithmic
    options.smoothing = smoothing
    options.pointLimit = pointLimit
    return options
  }
}

/// The data to draw for one run: its series along one axis, and its marks.
struct RunDrawing: Sendable {
  let report: AnalyzedRun
  let request: PlotRequest
  /// Warnings about the run's files.
  let warnings: [String]
  /// Whether something of the run could not be read.
  let isIncomplete: Bool
  /// The judged series; nil if there is none.
  let metric: ChartSeries?
  private let paired: ChartSeries?
  private let learningRate: ChartSeries?
  private let gradientNorm: ChartSeries?
  private let annotations: ChartAnnotations
  private let axisKind: HorizontalAxis.Kind

  /// Reads and judges a run, and reads the points to draw.
  init(_ run: Run, analyzer: RunAnalyzer, request: PlotRequest) {
    report = analyzer.analyze(run)
    let choice = report.choice
    let points = RunPoints(of: run, report, reading: analyzer.reading)
    let isCutLate = report.unread.isEmpty && !points.unread.isEmpty
    warnings = report.warnings + (isCutLate ? Unread(points.unread).warnings : [])
    isIncomplete = report.reading.isIncomplete || isCutLate
    self.request = request
    let train = points[choice.paired ?? choice.metric]
    let axis = HorizontalAxis(
      request.axis, along: train.isEmpty ? points[choice.metric] : train,
      epochs: points[choice.epoch])
    axisKind = axis.kind
    func series(_ number: Int?, _ name: String, _ role: ChartSeries.Role) -> ChartSeries? {
      number.map { ChartSeries(name: name, role: role, points: points[$0], along: axis) }
    }
    let names = Self.names(report.metric)
    let role: ChartSeries.Role = choice.metricIsValidation ? .validation : .train
    metric = series(choice.metric, names.metric, role)
    paired = series(choice.paired, names.paired, .train)
    learningRate = series(choice.learningRate, "lr", .train)
    gradientNorm = series(choice.gradientNorm, "gradient norm", .train)
    annotations = ChartAnnotations(report, along: axis, metricHue: role == .train ? 0 : 1)
  }

  /// The chart of the judged series and its twin, and that of the gradient norm if it explains
  /// something.
  var charts: [Chart] {
    guard let metric else { return [] }
    let name = report.metric?.name ?? ""
    var marked = annotations
    marked.learningRate = learningRate
    var options = request.options(title: "\(report.run), \(name)", summary: summary)
    options.axis = axisKind
    var charts = [
      Chart([metric, paired].compactMap(\.self), options: options, annotations: marked)
    ]
    if gradientTells, let gradientNorm, !gradientNorm.values.isEmpty {
      var small = options
      small.title = "Gradient norm, logarithmic"
      small.summary = ""
      small.logarithmic = true
      small.isSmall = true
      var signs = ChartAnnotations()
      signs.marks = annotations.marks.filter { $0.kind == .firstSign }
      charts.append(Chart([gradientNorm], options: small, annotations: signs))
    }
    return charts
  }

  private var summary: String {
    guard let judgement = report.judgement else { return "" }
    var text = "\(judgement.verdict.rawValue)"
    let numbers = ReadableNumbers(unicode: true)
    if let best = judgement.best {
      text += "; best \(numbers.value(best.value)) at step \(numbers.integer(best.step))"
    }
    if let last = judgement.last {
      text += ", last \(numbers.value(last.value)) at step \(numbers.integer(last.step))"
    }
    return text
  }

  /// Whether the gradient norm has to do with what went wrong.
  private var gradientTells: Bool {
    guard let judgement = report.judgement else { return false }
    return judgement.verdict == .diverged
      || judgement.flags.contains { flag in
        switch flag {
        case .gradientSurge, .filteredNonFinite: true
        default: false
        }
      }
  }

  /// Short names for the ends of the lines: the parts in which `train/loss` and `eval/loss` differ.
  static func names(_ choice: MetricChoice?) -> (metric: String, paired: String) {
    guard let choice else { return ("", "") }
    guard let paired = choice.paired else { return (choice.name, "") }
    let metric = choice.name.split(separator: "/")
    let other = paired.split(separator: "/")
    guard metric.count > 1, other.count > 1, metric.last == other.last else {
      return (choice.name, paired)
    }
    return (
      metric.dropLast().joined(separator: "/"), other.dropLast().joined(separator: "/")
    )
  }
}

/// Runs that differ only in their seed, or a single one, under one name.
struct PlotGroup: Sendable {
  var name: String
  var drawings: [RunDrawing]

  /// The charts of the one run, or the chart of means and bands.
  func charts(_ request: PlotRequest) -> [Chart] {
    if drawings.count == 1 { return drawings[0].charts }
    guard let metric = mean(request) else { return [] }
    let name = drawings[0].report.metric?.name ?? ""
    var options = request.options(
      title: "\(self.name), \(name)",
      summary: "Mean and standard deviation of \(drawings.count) runs")
    options.smoothing = Smoothing.none
    var chart = Chart([metric], options: options)
    chart.notes.append(
      "Mean of \(drawings.count) smoothed runs; the band is their standard deviation")
    return [chart]
  }

  /// The judged series: of one run as it is, of several runs their mean.
  func mean(_ request: PlotRequest) -> ChartSeries? {
    let series = drawings.compactMap(\.metric)
    guard series.count > 1 else { return series.first }
    return ChartSeries.meanOverSeeds(
      series, name: "mean of \(series.count)", smoothing: request.smoothing)
  }

  /// Whether its best value is better than another's; groups without one come last.
  func isBetter(than other: PlotGroup) -> Bool {
    guard let mine = best else { return false }
    guard let its = other.best else { return true }
    let direction = drawings.first?.report.metric?.direction
    return direction == .max ? mine > its : mine < its
  }

  /// The mean of the runs' best values.
  private var best: Double? {
    Spread(drawings.compactMap { $0.report.judgement?.best?.value })?.mean
  }
}
