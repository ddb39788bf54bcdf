import Convergence
public import TextFormats

extension ScanReport {
  /// The rows as static-analysis results (SARIF 2.1.0), for code-scanning dashboards.
  ///
  /// Each verdict is a rule. Failing verdicts are errors; plateaued, worsening and undecidable runs
  /// are warnings; too little data is a note; the other verdicts pass. The location is the run's
  /// path.
  public func sarif(failing: FailingVerdicts = .usual, version: String) -> ByteBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      json.field("version", "2.1.0")
      json.array("runs") { json in
        json.object { json in
          json.object("tool") { json in
            json.object("driver") { json in driver(version, to: &json) }
          }
          json.array("results") { json in
            for row in rows { write(row, failing: failing, to: &json) }
          }
        }
      }
    }
    json.newline()
    return json.buffer
  }

  private static let ruleNames = Verdict.allCases.map(\.dataName) + ["error"]

  private func driver(_ version: String, to json: inout JSONWriter) {
    json.field("name", "tfevents")
    json.field("version", version)
    json.array("rules") { json in
      for name in Self.ruleNames {
        json.object { json in
          json.field("id", name)
          json.object("shortDescription") { json in
            json.field(
              "text", name == "error" ? "The run could not be judged" : "The run is \(name)")
          }
        }
      }
    }
  }

  private func write(_ row: ScanRow, failing: FailingVerdicts, to json: inout JSONWriter) {
    let level =
      switch row.verdict {
      case let verdict where failing.contains(verdict): "error"
      case .plateaued, .worsening, .undecidable: "warning"
      case .tooLittleData, nil: "note"
      default: "none"
      }
    json.object { json in
      json.field("ruleId", row.verdictName)
      json.field("ruleIndex", Self.ruleNames.firstIndex(of: row.verdictName) ?? 0)
      json.field("kind", level == "none" ? "pass" : "fail")
      json.field("level", level)
      json.object("message") { json in
        json.field("text", "\(row.name): \(row.sentence)")
      }
      json.array("locations") { json in
        json.object { json in
          json.object("physicalLocation") { json in
            json.object("artifactLocation") { json in
              json.field("uri", percentEncoded(path: row.members[0].run))
            }
          }
        }
      }
      json.object("partialFingerprints") { json in
        json.field("run/v1", row.name)
      }
    }
  }
}

/// A relative path as a URI reference (RFC 3986).
func percentEncoded(path: String) -> String {
  let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
  let digits = Array("0123456789ABCDEF")
  return path.utf8.reduce(into: "") { text, byte in
    if kept.contains(byte) {
      text.unicodeScalars.append(Unicode.Scalar(byte))
    } else {
      text += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
  }
}

extension ScanFormat {
  /// SARIF 2.1.0 for code scanning.
  public static let sarif = ScanFormat(
    "sarif", endings: [".sarif", ".sarif.json"], "SARIF 2.1.0 for code scanning"
  ) { report, setting in
    [report.sarif(failing: setting.failing, version: setting.version)]
  }
}
