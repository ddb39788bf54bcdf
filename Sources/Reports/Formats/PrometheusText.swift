import TextFormats

/// Metrics in Prometheus' text format.
struct PrometheusText {
  /// What was written.
  private(set) var buffer = ByteBuffer()

  /// Writes a family of gauges: its description, and its samples.
  mutating func family(
    _ name: String, _ help: String, samples: (inout PrometheusText) -> Void
  ) {
    buffer.append("# HELP \(name) \(help)\n# TYPE \(name) gauge\n")
    samples(&self)
  }

  /// Writes one value with its labels.
  mutating func sample(_ name: String, _ labels: [(name: String, value: String)], _ value: Double) {
    let text = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    buffer.append("\(name){\(text)} ")
    if value.isFinite {
      buffer.append(value)
    } else {
      buffer.append(value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf")
    }
    buffer.append(byte: 10)
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
