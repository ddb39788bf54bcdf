import Convergence
public import TextFormats

extension ScanReport {
  /// The rows as workflow commands of GitHub Actions, and a last line for people.
  ///
  /// Failing verdicts are errors; plateaued, worsening, undecidable and damaged runs are warnings;
  /// other runs are not reported, because a step shows at most ten annotations of each kind.
  public func github(failing: FailingVerdicts = .usual) -> ByteBuffer {
    var buffer = ByteBuffer()
    for row in rows {
      let damaged = row.members.reduce(0) { $0 + $1.damagedRecords }
      let level: String
      if failing.contains(row.verdict) {
        level = "error"
      } else if [.plateaued, .worsening, .undecidable, nil].contains(row.verdict) {
        level = "warning"
      } else if damaged > 0 {
        buffer.append(
          command("warning", row, "\(damaged) damaged record\(damaged == 1 ? "" : "s") skipped"))
        continue
      } else {
        continue
      }
      buffer.append(command(level, row, row.sentence))
    }
    let counts = Verdict.fromGoodToBad.compactMap { verdict in
      totals.verdicts[verdict].map { "\($0) \(verdict.rawValue)" }
    }
    let errors = totals.errors > 0 ? ["\(totals.errors) not judged"] : []
    buffer.append(
      "\(totals.runs) run\(totals.runs == 1 ? "" : "s"): "
        + (counts + errors).joined(separator: ", ") + "\n")
    return buffer
  }

  private func command(_ level: String, _ row: ScanRow, _ message: String) -> String {
    let title = "\(row.name): \(row.verdict?.rawValue ?? "not judged")"
    return "::\(level) title=\(escaped(title, isProperty: true))::"
      + escaped(message, isProperty: false) + "\n"
  }

  private func escaped(_ text: String, isProperty: Bool) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension ScanFormat {
  /// Annotations of GitHub Actions.
  public static let github = ScanFormat(
    "github", "annotations of GitHub Actions"
  ) { report, setting in [report.github(failing: setting.failing)] }
}
