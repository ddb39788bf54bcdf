import Convergence
import Foundation
import Reports
import Scalars
import TestSupport
import Testing
import TrainingRuns

@Suite("The report as a page")
struct HTMLReportTests {
  private static let heading = HTMLReport.Heading(
    title: "runs", readAt: 1_795_458_000, program: "tfevents 0.2.0",
    commandLine: "tfevents plot runs -o report.html")

  /// A report on a run whose loss falls to a level, judged.
  static func report(_ name: String, level: Double, points: Int = 60) -> AnalyzedRun {
    var tracker = SeriesTracker()
    for step in 1...points {
      let value = level + 2 * Foundation.exp(-Double(step) / 6)
      tracker.push(
        Point(step: Int64(step) * 100, wallTime: 1e9 + Double(step), value: value))
    }
    var report = AnalyzedRun(run: name)
    report.metric = MetricChoice(name: "eval/loss", paired: nil, direction: .min)
    report.judgement = judge(RunEvidence(judged: tracker, judgedIsValidation: true))
    report.files = ["events.out.tfevents.1"]
    report.reading.points = Int64(points)
    report.reading.bytes = 2_048
    return report
  }

  private func page(_ entries: [HTMLReport.Entry]) -> String {
    var report = HTMLReport(Self.heading)
    for entry in entries { report.add(entry) }
    return report.text
  }

  @Test("Title, grey line, ranking with the best first, a section a run, and where it comes from")
  func contents() throws {
    let text = page([
      .init(name: "b", members: [Self.report("b", level: 2)], charts: [ChartExamples.overfit()]),
      .init(name: "a", members: [Self.report("a", level: 1)], charts: [ChartExamples.overfit()]),
    ])
    #expect(text.contains("<h1>runs</h1>"))
    #expect(
      text.contains(
        "2 runs · 120 points · read 2026-11-23 18:20 UTC · tfevents 0.2.0 · lower eval/loss is better"
      ))
    let first = try #require(text.range(of: "<a href=\"#run-2\">a</a>"))
    let second = try #require(text.range(of: "<a href=\"#run-1\">b</a>"))
    #expect(first.lowerBound < second.lowerBound)
    for part in [
      "<section id=\"run-1\">", "<dt>best step</dt>", "<dt>next</dt>", "<dt>judged by</dt>",
      "1 file · 2.0 kB · 60 points · 0 damaged records", "No damaged records.",
      "<code>tfevents plot runs -o report.html</code>", "best eval/loss",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test("A run that cannot be judged has a row and a section that say so")
  func failed() {
    var report = AnalyzedRun(run: "broken")
    report.error = "no scalars in its event files"
    report.reading.damagedRecords = 3
    let text = page([.init(name: "broken", members: [report], charts: [])])
    #expect(text.contains("not judged"))
    #expect(text.contains("no scalars in its event files"))
    #expect(text.contains("3 damaged records were skipped."))
    #expect(text.contains("<summary class=\"look\">"))
  }

  @Test("No name can become markup: runs, tags, files, errors and the command line are escaped")
  func escaping() {
    let evil = "<img src=x onerror=alert(1)>\"'&"
    var report = Self.report(evil, level: 1)
    report.metric = MetricChoice(name: evil, paired: evil, direction: .min)
    report.files = [evil]
    report.checkpoint = BestCheckpoint(name: evil, step: 1)
    report.curves = [
      Curve(name: evil, shape: SeriesTracker().shape, atBest: 1, now: 2)
    ]
    var broken = AnalyzedRun(run: evil)
    broken.error = evil
    var page = HTMLReport(
      .init(title: evil, readAt: 0, program: evil, commandLine: evil, baseline: evil))
    var options = ChartOptions()
    options.title = evil
    options.summary = evil
    var series = ChartExamples.train()
    series.name = evil
    let chart = Chart([series], options: options)
    page.add(.init(name: evil, members: [report], charts: [chart]))
    page.add(.init(name: evil, members: [broken], charts: []))
    page.add(.init(name: evil, members: [report, broken], charts: [chart, chart]))
    #expect(!page.text.contains("<img"))
    #expect(page.text.contains("&lt;img"))
  }

  @Test("Seeds are one row with mean, deviation and number, and say of each what became of it")
  func group() {
    let text = page([
      .init(
        name: "sft",
        members: [Self.report("sft/seed0", level: 1), Self.report("sft/seed1", level: 2)],
        charts: [])
    ])
    #expect(text.contains(">sft (2)</a>"))
    #expect(text.contains("1.500 ± 0.71"))
    #expect(text.contains("<b>sft/seed1</b>"))
    #expect(text.contains("2 runs · 1 group"))
  }

  @Test("With a baseline every row says how far it is from it")
  func baseline() {
    var report = HTMLReport(
      .init(title: "runs", readAt: 0, program: "", commandLine: "", baseline: "a"))
    report.add(.init(name: "a", members: [Self.report("a", level: 1)], charts: []))
    report.add(.init(name: "b", members: [Self.report("b", level: 2)], charts: []))
    #expect(report.text.contains("Δ baseline"))
    #expect(report.text.contains("+100.0 %") || report.text.contains("+100 %"))
  }

  @Test("It asks for nothing from the network and works without scripts")
  func alone() {
    let text = page([
      .init(name: "a", members: [Self.report("a", level: 1)], charts: [ChartExamples.overfit()])
    ])
    for forbidden in ["http:", "https:", "<link", "<iframe", "@import", "url(", " src="] {
      #expect(!text.contains(forbidden), "\(forbidden)")
    }
    #expect(text.components(separatedBy: "<script>").count == 2)
    #expect(text.contains("@media(prefers-color-scheme:dark)"))
    #expect(text.contains("@media print"))
    #expect(text.contains("width=device-width"))
  }

  @Test("A hundred noisy runs of 5,000 points stay below a megabyte")
  func size() {
    var report = HTMLReport(Self.heading)
    var options = ChartOptions()
    options.pointLimit = HTMLReport.pointLimit(entries: 100)
    var random = SeededRandom(seed: 1)
    let steps = (0..<5_000).map { Double($0) }
    let train = ChartSeries(
      name: "train", role: .train, positions: steps,
      values: steps.map { _ in random.nextGaussian() })
    var annotations = ChartAnnotations()
    annotations.learningRate = train
    let chart = Chart(
      [ChartExamples.overfitting(), train], options: options, annotations: annotations)
    let member = Self.report("experiment/with/a/long/name/run_00000", level: 1)
    for number in 0..<100 {
      report.add(.init(name: "experiment/run_\(number)", members: [member], charts: [chart]))
    }
    #expect(report.text.utf8.count < 1_000_000)
  }
}
