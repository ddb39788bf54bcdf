import Convergence
import TextFormats
import TrainingRuns

/// The ranking as a table whose columns can be sorted if scripts are allowed.
struct HTMLTable {
  let rows: [HTMLRow]
  /// The anchors of the rows that have a section.
  let drawn: Set<String>
  let baseline: HTMLRow?
  let metric: String?
  private let numbers = ReadableNumbers(unicode: true)

  init(rows: [HTMLRow], drawn: Set<String>, baseline name: String?, metric: String?) {
    self.rows = rows
    self.drawn = drawn
    self.metric = metric
    baseline = name.flatMap { name in rows.first { $0.name == name } }
  }

  private var hasCheckpoints: Bool { rows.contains { $0.checkpoint != nil } }

  var text: String {
    let change = baseline == nil ? "" : "<th scope=\"col\" class=\"number\">Δ baseline</th>"
    let judged = metric == nil ? "<th scope=\"col\" class=\"wide-only\">judged by</th>" : ""
    let best = metric.map { "best \($0)" } ?? "best"
    let kept = hasCheckpoints ? "<th scope=\"col\" class=\"wide-only\">checkpoint</th>" : ""
    return """
      <table class="ranking"><caption class="sr">Runs, the best first</caption>
      <thead><tr><th scope="col">run</th><th scope="col">verdict</th>\
      <th scope="col" class="number">\(escapedMarkup(best))</th>\(judged)\
      <th scope="col" class="number">at step</th>\(change)\(kept)</tr></thead>
      <tbody>
      \(rows.map(line).joined(separator: "\n"))
      </tbody></table>
      """
  }

  private func line(_ row: HTMLRow) -> String {
    let text = breakable(row.name)
    let name = drawn.contains(row.anchor) ? "<a href=\"#\(row.anchor)\">\(text)</a>" : text
    var cells = [
      "<th scope=\"row\">\(name)</th>", "<td>\(verdict(row))</td>",
      number(row.best.map(best), sortedBy: row.best?.mean),
    ]
    if metric == nil {
      cells.append("<td class=\"wide-only\">\(escapedMarkup(row.metric?.name ?? ""))</td>")
    }
    cells.append(
      number(row.bestStep.map { numbers.integer($0) }, sortedBy: row.bestStep.map(Double.init)))
    if let baseline {
      let change = row.change(from: baseline)
      let text = row.anchor == baseline.anchor ? "—" : nil
      cells.append(
        number(change.map { numbers.percent($0, signed: true) } ?? text, sortedBy: change))
    }
    if hasCheckpoints {
      cells.append("<td class=\"wide-only\">\(escapedMarkup(row.checkpoint ?? ""))</td>")
    }
    return "<tr>\(cells.joined())</tr>"
  }

  /// A name that may be broken after a slash, an underscore or a hyphen.
  private func breakable(_ name: String) -> String {
    var result = ""
    for character in escapedMarkup(name) {
      result.append(character)
      if "/_-".contains(character) { result += "<wbr>" }
    }
    return result
  }

  private func best(_ spread: Spread) -> String {
    guard let deviation = spread.deviation else { return numbers.value(spread.mean) }
    return "\(numbers.value(spread.mean)) ± \(numbers.value(deviation, digits: 2))"
  }

  private func number(_ text: String?, sortedBy value: Double?) -> String {
    let key = value.map { " data-v=\"\($0)\"" } ?? ""
    return "<td class=\"number\"\(key)>\(escapedMarkup(text ?? ""))</td>"
  }

  private func verdict(_ row: HTMLRow) -> String {
    guard let verdict = row.verdict else { return "<span class=\"verdict dim\">not judged</span>" }
    let share =
      row.agreeing < row.runs
      ? " <span class=\"dim\">\(row.agreeing) of \(row.runs)</span>" : ""
    let flag = row.hasFlags ? "&nbsp;<span class=\"look\" title=\"has remarks\">^</span>" : ""
    return verdict.markup + share + flag
  }
}
