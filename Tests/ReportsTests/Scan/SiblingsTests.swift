import Convergence
import Reports
import Testing
import TextFormats

struct SiblingsTests {
  private func record(
    _ run: String, _ verdict: String, start: Double, level: Double, best: Double,
    direction: String = "min", flags: String = ""
  ) -> String {
    "{\"schema\":1,\"run\":\"\(run)\",\"verdict\":\"\(verdict)\",\"reason\":\"Why.\","
      + "\"metric\":\"eval/loss\",\"direction\":\"\(direction)\",\"best\":\(best),"
      + "\"start_level\":\(start),\"level\":\(level),\"flags\":[\(flags)],\"points\":60}"
  }

  private func report(_ lines: [String]) -> ScanReport {
    let records = lines.compactMap { line -> ScanRecord? in
      let bytes = Array(line.utf8)
      return (try? JSONReader.read(bytes[...])).flatMap {
        ScanRecord($0, json: bytes, picking: [])
      }
    }
    return ScanReport(records, ScanArrangement())
  }

  private func text(_ report: ScanReport) -> [String] {
    report.jsonLines.map { String(decoding: $0.bytes.dropLast(), as: UTF8.self) }.sorted()
  }

  @Test("A flat run that made less than half of a sibling's progress is flagged, its verdict kept")
  func behind() throws {
    let good = record("a", "converged", start: 2.5, level: 0.75, best: 0.74)
    for flags in ["", "\"spikes\""] {
      let flat = record("b", "plateaued", start: 2.4, level: 1.8, best: 1.79, flags: flags)
      let answer = report([good, flat])
      let row = try #require(answer.rows.first { $0.name == "b" })
      #expect(row.flags.last == "behind-siblings" && row.verdict == .plateaued)
      let reason = row.members[0].reason
      #expect(reason.hasSuffix("It is flat at 1.800 where sibling runs reach 0.7400."))
      let comma = flags.isEmpty ? "" : ","
      #expect(
        text(answer)[1].contains(
          "\"flags\":[\(flags)\(comma)\"behind-siblings\"],\"siblings_best\":0.74,\"points\":60}"))
    }
  }

  @Test("A narrow table without room for notes names the runs behind their siblings below it")
  func narrowTable() {
    let good = record("a", "converged", start: 2.5, level: 0.75, best: 0.74)
    let flat = (1...4).map { record("b\($0)", "plateaued", start: 2.4, level: 1.8, best: 1.79) }
    let terminal = Terminal(width: 40)
    let lines = ScanTable(report([good] + flat), terminal: terminal).lines(hints: nil, seconds: nil)
    #expect(lines.contains("  no room for: note, best at"))
    #expect(
      lines.suffix(4) == [
        "Flat far from what others reach: b1", "(1.7900, others reach 0.7400), b2",
        "(1.7900, others reach 0.7400), b3", "(1.7900, others reach 0.7400) and 1 more",
      ])
  }

  @Test(
    "A run behind its siblings at quite another learning rate is told to change it",
    arguments: [(1e-6, "raise it."), (1e-2, "lower it."), (3e-4, "reach 0.7400.")])
  func learningRate(rate: Double, end: String) throws {
    func with(_ rate: Double, _ record: String) -> String {
      record.replacing(",\"points\"", with: ",\"learning_rate\":\(rate),\"points\"")
    }
    let good = with(2e-4, record("a", "converged", start: 2.5, level: 0.75, best: 0.74))
    let flat = with(rate, record("b", "plateaued", start: 2.4, level: 1.8, best: 1.79))
    let row = try #require(report([good, flat]).rows.first { $0.name == "b" })
    #expect(row.members[0].reason.hasSuffix(end))
  }

  @Test("What a scan wrote is read as it was, whoever the siblings are now")
  func again() {
    let good = record("a", "converged", start: 2.5, level: 0.75, best: 0.74)
    for flags in ["", "\"spikes\"", "\"spikes\",\"resumed\""] {
      let flat = record("b", "plateaued", start: 2.4, level: 1.8, best: 1.79, flags: flags)
      let once = text(report([good, flat]))
      #expect(text(report(once)) == once)
      #expect(text(report([once[1]])) == [flat])
    }
  }

  @Test("The run that reached most is not behind its own best value, in which noise had a share")
  func leader() {
    let noisy = record("a", "converged", start: 2.12, level: 2.06, best: 1.99)
    let other = record("b", "converged", start: 2.1, level: 2.03, best: 2.01)
    for records in [[noisy], [noisy, other]] {
      let row = report(records).rows.first { $0.name == "a" }
      #expect(row?.flags.isEmpty == true)
    }
  }

  @Test("A run that is not flat, or has done half as much, and one alone are not flagged")
  func notBehind() {
    let good = record("a", "converged", start: 2.5, level: 0.75, best: 0.74)
    let others = [
      record("b", "improving", start: 2.4, level: 1.8, best: 1.79),
      record("c", "converged", start: 2.4, level: 1.4, best: 1.39),
      record("d", "plateaued", start: 0.2, level: 0.1, best: 0.1, direction: "max"),
    ]
    for other in others {
      #expect(report([good, other]).rows.allSatisfy { !$0.flags.contains("behind-siblings") })
    }
    let lost = record("e", "diverged", start: 2.4, level: 9, best: 0.3)
    let flat = record("f", "plateaued", start: 2.4, level: 1.8, best: 1.79)
    #expect(report([lost, flat]).rows.allSatisfy { $0.flags.isEmpty })
  }
}
