import Convergence
import TextFormats
import TrainingRuns

/// The section of one run or group: verdict, drawing, evidence, what to do, files.
struct HTMLSection {
  let entry: HTMLReport.Entry
  let row: HTMLRow
  private let numbers = ReadableNumbers(unicode: true)
  private let layout = AnalyzeLayout(terminal: Terminal(width: 100))

  init(_ entry: HTMLReport.Entry, row: HTMLRow) {
    self.entry = entry
    self.row = row
  }

  var text: String {
    """
    <section id="\(row.anchor)"><h2>\(escapedMarkup(row.name)) \(extent)</h2>
    \(verdicts)
    \(charts)
    \(evidence)
    \(provenance)</section>
    """
  }

  private var extent: String {
    guard entry.members.count == 1, let judgement = entry.members[0].judgement else { return "" }
    return "<span class=\"dim\">\(escapedMarkup(layout.extent(judgement)))</span>"
  }

  // MARK: Verdict

  private var verdicts: String {
    if entry.members.count == 1 { return "<p>\(verdict(entry.members[0]))</p>" }
    let items = entry.members.map { member in
      "<li><b>\(escapedMarkup(member.run))</b> \(verdict(member))</li>"
    }
    return "<ul class=\"members\">\(items.joined())</ul>"
  }

  private func verdict(_ report: AnalyzedRun) -> String {
    guard let judgement = report.judgement,
      let sentences = report.sentences(unicode: numbers.unicode)
    else {
      return "<span class=\"verdict look\">not judged</span> \(escapedMarkup(report.error ?? ""))"
    }
    return "\(judgement.verdict.markup) \(prose(sentences.reason))"
  }

  // MARK: Drawing

  private var charts: String {
    entry.charts.enumerated().map { index, chart in
      let heading = index == 0 ? "" : "<h3>\(escapedMarkup(chart.title))</h3>"
      return heading + chart.figure(id: "\(row.anchor)-\(index)")
    }.joined(separator: "\n")
  }

  // MARK: Evidence

  private var evidence: String {
    guard entry.members.count == 1 else { return "" }
    let report = entry.members[0]
    guard let judgement = report.judgement,
      let sentences = report.sentences(unicode: numbers.unicode)
    else { return "" }
    var facts: [(String, String)] = []
    if let changes = changes(report) { facts.append(("evidence", changes)) }
    facts += layout.bestFacts(report, judgement)
    facts.append(("next", sentences.next(checkpoint: report.checkpoint)))
    facts += sentences.notes(on: report).map { ("note", $0) }
    facts += layout.basis(report)
    let items = facts.map { label, text in
      "<dt>\(label)</dt><dd>\(prose(text))</dd>"
    }
    return "<dl>\(items.joined())</dl>"
  }

  /// Text for people: a per cent sign stays with its number.
  private func prose(_ text: String) -> String {
    let parts = escapedMarkup(text).split(separator: "%", omittingEmptySubsequences: false)
    let joined = parts.dropLast().map { $0.hasSuffix(" ") ? $0.dropLast() + "&nbsp;%" : $0 + "%" }
    return joined.joined() + (parts.last ?? "")
  }

  /// Every curve from the best step to now: `eval/loss 0.8841 → 1.2791 (+44.7 %)`.
  private func changes(_ report: AnalyzedRun) -> String? {
    let texts = report.curves.compactMap { curve -> String? in
      guard let from = curve.atBest, let to = curve.now, from.isFinite, to.isFinite, from != to
      else { return nil }
      let change = from == 0 ? "" : " (\(numbers.percent((to - from) / abs(from), signed: true)))"
      return "\(curve.name) \(numbers.value(from)) → \(numbers.value(to))\(change)"
    }
    return texts.isEmpty ? nil : "from the best step to now: " + texts.joined(separator: ", ")
  }

  // MARK: Provenance

  private var provenance: String {
    let files = entry.members.flatMap { member in
      member.files.map { entry.members.count > 1 ? "\(member.run)/\($0)" : $0 }
    }
    let reading = entry.members.map(\.reading)
    func sum(_ value: (ReadingFacts) -> Int64) -> Int64 { reading.reduce(0) { $0 + value($1) } }
    let damaged = sum(\.damagedRecords)
    var parts = [
      counted(Int64(files.count), "file"), numbers.bytes(sum(\.bytes)),
      counted(sum(\.points), "point"), counted(damaged, "damaged record"),
    ]
    if sum(\.supersededPoints) > 0 {
      parts.append(counted(sum(\.supersededPoints), "superseded point"))
    }
    let unreadable = sum { Int64($0.unreadableFiles) }
    if unreadable > 0 { parts.append(counted(unreadable, "unreadable file")) }
    let warning = damaged + unreadable > 0 ? " class=\"look\"" : ""
    let listed = files.prefix(20).map(escapedMarkup).joined(separator: "<br>")
    let more = files.count > 20 ? "<br>and \(files.count - 20) more" : ""
    return "<details class=\"dim\"><summary\(warning)>\(parts.joined(separator: " · "))</summary>"
      + "<p>\(listed)\(more)</p></details>"
  }

  private func counted(_ count: Int64, _ noun: String) -> String {
    "\(numbers.integer(count)) \(noun)\(count == 1 ? "" : "s")"
  }
}

extension Chart {
  /// The drawing for wide and for narrow pages, with notes.
  func figure(id: String) -> String {
    let wide = SVGChart(self, size: .wide)
    let remarks = (notes + thinning).map { $0 + "." }.joined(separator: " ")
    let caption = remarks.isEmpty ? "" : "<figcaption>\(escapedMarkup(remarks))</figcaption>"
    return "<figure>\(wide.inline(id: id))"
      + SVGChart(self, size: .narrow).inline(reusing: id, of: wide) + caption + "</figure>"
  }
}
