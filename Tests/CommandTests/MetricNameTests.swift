import Foundation
import Reports
import TestSupport
import Testing
import TextFormats

@Suite("Alerts and the dashboard ask for metrics that are written") struct MetricNameTests {
  private static let catalogue = "Sources/tfevents/tfevents.docc/"

  private static func names(in text: String) -> Set<String> {
    Set(text.matches(of: /tfevents_runs?(?:_[a-z]+)*/).map { String($0.0) })
  }

  private static func names(ofFile file: String) throws -> Set<String> {
    names(in: try String(contentsOfFile: Repository.path(catalogue + file), encoding: .utf8))
  }

  private static let written: Set<String> = {
    let scan = CommandRun("scan", Repository.path("Fixtures/runs"), "-f", "prometheus")
    return names(in: scan.output).union(names(in: watchMetrics([]).text))
  }()

  @Test("Each metric that they name is written", arguments: ["alerts.yml", "grafana.json"])
  func asked(_ file: String) throws {
    let asked = try Self.names(ofFile: file)
    #expect(asked.count >= 4)
    #expect(asked.subtracting(Self.written) == [])
  }

  @Test("The page lists all that are written, and no other")
  func listed() throws {
    #expect(try Self.names(ofFile: "Prometheus.md") == Self.written)
  }

  @Test("The dashboard is JSON, and each of its panels asks for something")
  func dashboard() throws {
    let path = Repository.path(Self.catalogue + "grafana.json")
    let object = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: path)))
    let panels = try #require((object as? [String: Any])?["panels"] as? [[String: Any]])
    #expect(panels.count >= 5)
    for panel in panels {
      let targets = try #require(panel["targets"] as? [[String: Any]])
      #expect(targets.allSatisfy { ($0["expr"] as? String)?.contains("tfevents_run") == true })
    }
  }
}
