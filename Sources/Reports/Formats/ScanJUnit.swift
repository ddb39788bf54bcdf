import Convergence
public import TextFormats

extension ScanReport {
  /// The rows as test results, in Jenkins' schema for JUnit: a row is a test case.
  ///
  /// Failing verdicts are failures, a run that could not be judged is an error, and one with too
  /// little data is skipped. The time of a case is the run's wall time in seconds.
  public func junit(failing: FailingVerdicts = .usual) -> ByteBuffer {
    var buffer = ByteBuffer()
    let failures = rows.count { $0.verdict != nil && failing.contains($0.verdict) }
    let errors = rows.count { $0.verdict == nil }
    let skipped = rows.count { $0.verdict == .tooLittleData && !failing.contains($0.verdict) }
    buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite")
    buffer.append(attribute: "name", "tfevents scan")
    buffer.append(attribute: "tests", rows.count)
    buffer.append(attribute: "failures", failures)
    buffer.append(attribute: "errors", errors)
    buffer.append(attribute: "skipped", skipped)
    buffer.append(">\n")
    for row in rows { write(row, failing: failing, to: &buffer) }
    buffer.append("  </testsuite>\n</testsuites>\n")
    return buffer
  }

  private func write(_ row: ScanRow, failing: FailingVerdicts, to buffer: inout ByteBuffer) {
    buffer.append("    <testcase")
    buffer.append(attribute: "name", row.name)
    buffer.append(attribute: "classname", row.metric ?? "run")
    if let seconds = row.members.compactMap(\.wallSeconds).max(), seconds.isFinite, seconds >= 0 {
      var number = ByteBuffer()
      number.append(seconds)
      buffer.append(attribute: "time", number.text)
    }
    let element: String
    if row.verdict == nil {
      element = "error"
    } else if failing.contains(row.verdict) {
      element = "failure"
    } else if row.verdict == .tooLittleData {
      element = "skipped"
    } else {
      buffer.append("/>\n")
      return
    }
    buffer.append(">\n      <\(element)")
    if element != "skipped" { buffer.append(attribute: "type", row.verdictName) }
    buffer.append(attribute: "message", row.sentence)
    buffer.append("/>\n    </testcase>\n")
  }
}

extension ScanRow {
  /// Why the row has its verdict: the run's reason, or how many of the group's runs have it.
  var sentence: String {
    isGroup
      ? "\(agreeing) of \(members.count) runs: \(verdict?.rawValue ?? "not judged")"
      : members[0].reason
  }
}

extension ScanFormat {
  /// Test results for Jenkins and GitLab.
  public static let junit = ScanFormat(
    "junit", endings: [".xml"], "test results for Jenkins and GitLab"
  ) { report, setting in [report.junit(failing: setting.failing)] }
}
