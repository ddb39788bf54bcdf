import Foundation
import TestSupport
import Testing

/// Separate readers; the programs for which the formats are made read them in `Tests/Peers`.
@Suite("Every format of scan gives back what its records say")
struct ScanRoundTripTests {
  private let runs: VariedRuns
  private let records: [[String: Field]]

  /// A field of a record; `JSONSerialization` does not read every number bit by bit on Linux.
  private enum Field: Decodable {
    case number(Double), text(String), texts([String]), other

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Double.self) {
        self = .number(number)
      } else if let text = try? value.decode(String.self) {
        self = .text(text)
      } else {
        self = (try? value.decode([String].self)).map { .texts($0) } ?? .other
      }
    }
  }

  init() throws {
    runs = try VariedRuns(28)
    var writer = EventFileWriter()
    writer.scalar("loss", step: 1, 0.5)
    _ = try runs.folder.write(writer.bytes, to: #"odd, "name"|x\y"# + "/events.out.tfevents.1.h")
    records = try CommandRun("scan", runs.folder.path, "-f", "jsonl").lines.map {
      try JSONDecoder().decode([String: Field].self, from: Data($0.utf8))
    }
    #expect(records.count == 29)
  }

  private func scan(_ format: String) -> CommandRun {
    CommandRun("scan", runs.folder.path, "-f", format)
  }

  private func text(_ record: [String: Field], _ key: String) -> String {
    switch record[key] {
    case .text(let text): text
    case .number(let number): "\(number)"
    case .texts(let texts): texts.joined(separator: ";")
    default: ""
    }
  }

  @Test("JSON is the same records in an array")
  func json() throws {
    let array = try JSONDecoder().decode(
      [[String: Field]].self, from: Data(scan("json").output.utf8))
    let keys = Set(records.flatMap(\.keys))
    #expect(array.count == records.count)
    for (one, record) in zip(array, records) {
      for key in keys { #expect(text(one, key) == text(record, key), "\(key)") }
    }
  }

  @Test("CSV: every number is the record's, bit by bit")
  func csv() throws {
    let rows = fields(scan("csv").output, separator: ",")
    #expect(rows.count == records.count + 1)
    for (row, record) in zip(rows.dropFirst(), records) {
      for (name, cell) in zip(rows[0], row) {
        switch name {
        case "run", "verdict", "metric", "flags": #expect(cell == text(record, name))
        case "confidence": #expect(cell.isEmpty == text(record, name).isEmpty, "\(row)")
        case "last" where record["last_text"] != nil:
          #expect(cell == text(record, "last_text").lowercased())
        default: #expect(Double(cell) == Double(text(record, name)), "\(name) of \(row)")
        }
      }
    }
  }

  @Test("Markdown: runs, verdicts and best steps")
  func markdown() {
    let rows = scan("md").lines.filter { !$0.hasPrefix("|--") }.map { markdownCells($0) }
    #expect(rows.count == records.count + 1)
    for (row, record) in zip(rows.dropFirst(), records) {
      #expect(row[0] == text(record, "run"))
      let verdict = text(record, "verdict").replacing("-", with: " ")
      #expect(row[1].hasSuffix(verdict), "\(row)")
      let step = row.last?.replacing(",", with: "") ?? ""
      #expect(Double(step) == Double(text(record, "best_step")), "\(row)")
    }
  }

  @Test("SARIF: a result a run, its place a URI that names it")
  func sarif() throws {
    let log = try #require(JSON(scan("sarif").output))
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.count == records.count)
    for (result, record) in zip(results, records) {
      #expect(result["ruleId"] as? String == text(record, "verdict"))
      let name = (result["partialFingerprints"] as? [String: String])?["run/v1"]
      #expect(name == text(record, "run"))
      let message = (result["message"] as? [String: String])?["text"]
      #expect(message == "\(text(record, "run")): \(text(record, "reason"))")
      let location = (result["locations"] as? [[String: [String: [String: String]]]])?.first
      let uri = location?["physicalLocation"]?["artifactLocation"]?["uri"]
      #expect(uri?.removingPercentEncoding == text(record, "run"))
    }
  }

  @Test("Prometheus: a sample a run and figure, labels escaped")
  func prometheus() throws {
    var samples: [String: Double] = [:]
    for line in scan("prometheus").lines where !line.hasPrefix("#") {
      let space = try #require(line.lastIndex(of: " "))
      samples[String(line[..<space])] = Double(line[line.index(after: space)...])
    }
    #expect(!records.isEmpty)
    for record in records {
      let run = text(record, "run").replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      let verdict = text(record, "verdict")
      #expect(samples["tfevents_run_verdict{run=\"\(run)\",verdict=\"\(verdict)\"}"] == 1, "\(run)")
      let labels = "{run=\"\(run)\",metric=\"\(text(record, "metric"))\"}"
      for name in ["best", "best_step", "last_step"] {
        #expect(samples["tfevents_run_\(name)\(labels)"] == Double(text(record, name)), "\(run)")
      }
    }
  }

  @Test("GitHub and JUnit: an entry a bad run, and all are counted")
  func annotations() throws {
    let bad = records.filter { ["diverged", "overfitting", "error"].contains(text($0, "verdict")) }
    let github = scan("github").lines
    #expect(github.count { $0.hasPrefix("::error ") } == bad.count)
    #expect(github.last?.hasPrefix("\(records.count) runs: ") == true)
    let junit = scan("junit").output
    #expect(junit.split(separator: "<testcase ").count == records.count + 1)
    let failures = bad.count { text($0, "verdict") != "error" }
    #expect(
      junit.contains(
        "tests=\"\(records.count)\" failures=\"\(failures)\" errors=\"\(bad.count - failures)\""))
  }
}
