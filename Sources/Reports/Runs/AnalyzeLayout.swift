import Convergence
import Scalars
import TextFormats
public import TrainingRuns

/// `analyze` on a terminal: the verdict in words, the evidence with numbers, what to do.
public struct AnalyzeLayout {
  let terminal: Terminal
  let numbers: ReadableNumbers

  /// Creates the layout for a terminal.
  public init(terminal: Terminal) {
    self.terminal = terminal
    numbers = ReadableNumbers(unicode: terminal.unicode)
  }

  /// One run in full: sentence, curves, facts.
  public func long(_ report: AnalyzedRun) -> [String] {
    guard let judgement = report.judgement,
      let sentences = report.sentences(unicode: numbers.unicode)
    else { return failed(report) }
    var lines = [heading(report, judgement)]
    lines += sentence(sentences.reason)
    lines.append("")
    let table = CurveTable(report, judgement, terminal: terminal).lines
    if !table.isEmpty { lines += table + [""] }
    lines += facts(bestFacts(report, judgement))
    lines += facts([("next", sentences.next(checkpoint: report.checkpoint))])
    lines += facts(sentences.notes(on: report).map { ("note", $0) })
    lines += facts(asked(report, sentences))
    lines += facts(basis(report))
    return lines
  }

  /// One of several runs: the sentence and the facts that matter for what to do.
  public func short(_ report: AnalyzedRun) -> [String] {
    guard let judgement = report.judgement,
      let sentences = report.sentences(unicode: numbers.unicode)
    else { return failed(report) }
    var lines = [heading(report, judgement)]
    lines += sentence(sentences.reason)
    lines += facts(bestFacts(report, judgement))
    lines += facts(sentences.notes(on: report).map { ("note", $0) })
    lines += facts(asked(report, sentences))
    if [.diverged, .overfitting, .worsening].contains(judgement.verdict) {
      lines += facts([("next", sentences.next(checkpoint: report.checkpoint))])
    }
    return lines
  }

  /// The last line after several runs: how many there were of each verdict.
  public func totals(_ reports: [AnalyzedRun]) -> String {
    var parts = Verdict.allCases.compactMap { verdict -> String? in
      let count = reports.count { $0.judgement?.verdict == verdict }
      return count > 0 ? "\(numbers.integer(Int64(count))) \(verdict.rawValue)" : nil
    }
    let failed = reports.count { $0.judgement == nil }
    if failed > 0 { parts.append("\(failed) not judged") }
    let dot = terminal.unicode ? " · " : ", "
    return "\(numbers.integer(Int64(reports.count))) runs   \(parts.joined(separator: dot))"
  }

  // MARK: Parts

  private var textWidth: Int { max(20, min(terminal.width, 100) - 2) }

  private func heading(_ report: AnalyzedRun, _ judgement: Judgement) -> String {
    let right = extent(judgement)
    var label = judgement.verdict.label(for: terminal)
    if report.progress.state != .unknown,
      let state = report.sentences(unicode: terminal.unicode)?.state
    {
      label = label + StyledText((terminal.unicode ? " · " : ", ") + state, .dim)
    }
    let room = terminal.width - label.width - displayWidth(right) - 6
    let name = shortened(
      printable(report.run, unicode: terminal.unicode), to: max(8, room),
      unicode: terminal.unicode)
    let left = StyledText(padded(name, to: 11), .bold) + "   " + label
    let gap = max(2, terminal.width - left.width - displayWidth(right))
    return left.rendered(for: terminal) + String(repeating: " ", count: gap)
      + terminal.styled(right, .dim)
  }

  func extent(_ judgement: Judgement) -> String {
    guard let steps = judgement.steps else { return "" }
    var parts = ["\(numbers.integer(steps.upperBound)) steps"]
    if let seconds = judgement.wallSeconds, seconds > 0 { parts.append(numbers.duration(seconds)) }
    return parts.joined(separator: terminal.unicode ? " · " : ", ")
  }

  private func failed(_ report: AnalyzedRun) -> [String] {
    let name = printable(report.run, unicode: terminal.unicode)
    let mark = StyledText("? not judged", .yellow).rendered(for: terminal)
    return ["\(terminal.styled(name, .bold))   \(mark)"]
      + sentence(report.error ?? "")
  }

  func bestFacts(_ report: AnalyzedRun, _ judgement: Judgement) -> [(String, String)] {
    var facts: [(String, String)] = []
    if let best = judgement.best {
      var text = "\(numbers.integer(best.step))   \(report.metric?.name ?? "") "
      text += numbers.value(best.value)
      if judgement.bestIsLevel { text += " on average" }
      if let share = judgement.share(ofStep: best.step) {
        text += ", \(numbers.percent(share)) into the run"
      }
      facts.append(("best step", text))
    }
    if let range = judgement.equivalentSteps, range.lowerBound != range.upperBound {
      facts.append(
        (
          "as good",
          "steps \(numbers.integer(range.lowerBound)) to \(numbers.integer(range.upperBound))"
        ))
    }
    if let checkpoint = report.checkpoint,
      let sentences = report.sentences(unicode: numbers.unicode)
    {
      facts.append(("checkpoint", "\(checkpoint.name)   \(sentences.standing(of: checkpoint))"))
    }
    let isFinished = report.progress.state == .finished
    if let forecast = judgement.forecast, judgement.verdict == .improving {
      facts.append(
        (
          "forecast",
          "\(numbers.value(forecast.value)) (\(numbers.value(forecast.low)) to "
            + "\(numbers.value(forecast.high))) "
            + (isFinished
              ? "in a run half as long again" : "at step \(numbers.integer(forecast.atStep))")
        ))
    }
    if judgement.stopAdvice != .goOn, !isFinished {
      facts.append(("advice", judgement.stopAdvice.rawValue + spent(judgement)))
    }
    return facts
  }

  /// How many steps the verdict has held, and since which step.
  private func spent(_ judgement: Judgement) -> String {
    guard let spent = judgement.stepsSince,
      let since = judgement.convergedSince ?? judgement.onsetStep
    else { return "" }
    return "; \(numbers.integer(spent)) steps since step \(numbers.integer(since))"
  }

  /// What the user asked to compare with the verdict.
  private func asked(_ report: AnalyzedRun, _ sentences: Sentences) -> [(String, String)] {
    report.expectations.map { ("expected", sentences.expectation($0)) }
      + report.rules.map { ("rule", sentences.rule($0)) }
  }

  func basis(_ report: AnalyzedRun) -> [(String, String)] {
    guard let metric = report.metric else { return [] }
    let better = metric.direction == .min ? "lower" : "higher"
    let choice = "\(metric.name), \(metric.why)"
    return [("judged by", "\(choice); \(better) is better (--metric to change)")]
  }

  private func sentence(_ text: String) -> [String] {
    wrapped(printable(text, unicode: terminal.unicode), to: textWidth).map { "  " + $0 }
  }

  /// Lines of `label  text`, wrapped under the text.
  private func facts(_ facts: [(String, String)]) -> [String] {
    facts.flatMap { label, text -> [String] in
      let rows = wrapped(printable(text, unicode: terminal.unicode), to: max(20, textWidth - 13))
      return rows.enumerated().map { index, row in
        let head = index == 0 ? label : ""
        return "  " + terminal.styled(padded(head, to: 11), .dim) + "  " + row
      }
    }
  }
}
