import Convergence
import Foundation
import Reports
import Scalars
import TestSupport
import Testing
import TextFormats
import TrainingRuns

/// Every number in a record's sentences must be found in the record.
@Suite("Sentences name no number that their record does not hold")
struct SentenceNumbersTests {
  @Test("Over 600 generated curves")
  func generated() throws {
    for seed in 0..<600 {
      var run = AnalyzedRun(run: "run")
      run.metric = MetricChoice(
        name: "metric", paired: "other", direction: seed % 11 == 5 ? .max : .min)
      run.judgement = judge(GeneratedRun(seed).evidence)
      let record = try #require(JSON(String(decoding: RunRecord(run).json, as: UTF8.self)))
      expectNumbersKnown(in: record, "seed \(seed)")
    }
  }

  @Test("Over the fixtures' runs")
  func fixtures() { expectNumbersKnown(below: Repository.path("Fixtures/runs")) }

  @Test(
    "Over the shared logs", .enabled(if: SharedLogs.arePresent, "the shared logs are not here"),
    arguments: ["demo", "written", "reports", "real"])
  func shared(folder: String) { expectNumbersKnown(below: SharedLogs.path(folder)) }

  private func expectNumbersKnown(below path: String) {
    let records = CommandRun("scan", path, "-f", "jsonl").lines.compactMap { JSON($0) }
    #expect(!records.isEmpty)
    for record in records where record["verdict"] as? String != "error" {
      expectNumbersKnown(in: record, record["run"] as? String ?? "")
    }
  }

  private func expectNumbersKnown(in record: [String: Any], _ name: String) {
    var sentences = record["notes"] as? [String] ?? []
    sentences += [record["reason"], record["next"]].compactMap { $0 as? String }
    let shown = Self.displays(of: Self.numbers(in: record))
    for sentence in sentences {
      var text = sentence
      let near = (record["nearest_checkpoint"] as? [String: Any])?["name"]
      for name in [record["metric"], record["paired"], near].compactMap({ $0 as? String }) {
        text = text.replacing(name, with: "")
      }
      for token in Self.tokens(of: text) where !shown.contains(token) {
        Issue.record("\(name): \(token) of \"\(sentence)\" (\(record["verdict"] ?? ""))")
      }
    }
  }

  /// All numbers of a record, however deep.
  private static func numbers(in value: Any) -> [NSNumber] {
    switch value {
    case let number as NSNumber: [number]
    case let array as [Any]: array.flatMap { numbers(in: $0) }
    // Except text, and the points of the curve.
    case let object as [String: Any]:
      object.filter { !["curve", "curve_steps"].contains($0.key) }.flatMap { numbers(in: $0.value) }
    default: []
    }
  }

  /// The ways in which sentences show a number.
  private static func displays(of numbers: [NSNumber]) -> Set<String> {
    let style = ReadableNumbers(unicode: false)
    var all: Set<String> = []
    for exact in numbers {
      all.insert(style.integer(exact.int64Value))
      let number = exact.doubleValue
      all.insert(style.value(number))
      all.insert(style.value(number, digits: 2))
      all.insert(style.value(number, trimmed: true))
      all.insert(style.value(100 * number, digits: 3, trimmed: true) + " %")
      all.insert(style.percent(number))
      if let whole = Int64(exactly: number.rounded()) {
        all.insert(style.integer(whole))
        all.insert(String(whole))
      }
    }
    return all
  }

  /// The numbers of a sentence, with their per cent signs.
  private static func tokens(of text: String) -> [String] {
    let words = text.replacing("(", with: " ").split(separator: " ").map {
      String($0).trimmingCharacters(in: CharacterSet(charactersIn: "),.;:"))
    }
    return words.indices.compactMap { place in
      let isNumber = words[place].wholeMatch(of: /-?[0-9](?:[0-9,]*)(?:\.[0-9]+)?(?:e-?[0-9]+)?/)
      guard isNumber != nil else { return nil }
      let isShare = place + 1 < words.count && words[place + 1] == "%"
      return words[place] + (isShare ? " %" : "")
    }
  }
}

/// A generated run of one of many kinds, chosen by its seed.
private struct GeneratedRun {
  let evidence: RunEvidence

  init(_ seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let count = Int.random(in: seed % 7 == 0 ? 2...14 : 15...300, using: &random)
    let (noise, turn) = (
      [0, 0.003, 0.03, 0.3][seed % 4], Double.random(in: 0.2...0.9, using: &random)
    )
    let (slope, height) = (
      [0, 0, 0.1, 1, 30][seed / 4 % 5], [1e-3, 1, 1, 250][seed / 20 % 4]
    )
    func tracker(_ isTrain: Bool) -> SeriesTracker {
      var tracker = SeriesTracker(direction: seed % 11 == 5 ? .max : .min)
      for i in 0..<count {
        let x = Double(i) / Double(count)
        var value = 0.4 / (0.1 + x) + (isTrain && seed % 3 == 0 ? -x : slope * max(0, x - turn))
        value += 1 + noise * random.nextGaussian()
        if seed % 13 == 4, i == count - 3 { value += 5 }
        if seed % 17 == 6, x > 0.8 { value = .nan }
        if seed % 19 == 7 { value = (value * 20).rounded() / 20 }
        if seed % 11 == 5 { value = 5 - value }
        tracker.push(
          Point(step: Int64(10 * i + seed % 3 * 4000), wallTime: Double(i), value: height * value))
      }
      return tracker
    }
    func line(_ shape: (Double) -> Double) -> SeriesTracker {
      var tracker = SeriesTracker(tracksSurges: true)
      for i in 0..<count {
        tracker.push(
          Point(step: Int64(10 * i), wallTime: Double(i), value: shape(Double(i) / Double(count))))
      }
      return tracker
    }
    var run = RunEvidence(
      judged: tracker(false), judgedIsValidation: seed % 2 == 0,
      direction: seed % 11 == 5 ? .max : .min, train: seed % 4 == 0 ? tracker(true) : nil)
    if seed % 5 > 2 { run.learningRate = line { 1e-3 * min(10 * $0, 1 - $0 * $0) } }
    if seed % 5 == 1 { run.epoch = line { 0.3 + 3 * $0 * Double(seed % 2) } }
    if seed % 6 == 1 { run.gradientNorm = line { $0 > turn ? 50 : 1 } }
    if seed % 9 == 1 { run.maxSteps = Int64(15 * count + seed % 3 * 4000) }
    if seed % 8 == 3 { run.restarts = [Int64(5 * count)] }
    evidence = run
  }
}
