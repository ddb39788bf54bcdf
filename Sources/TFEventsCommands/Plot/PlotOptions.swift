import Arguments
import Reports
import Statistics

/// What kind of drawing is made.
enum PlotFormat: String, CaseIterable, Sendable {
  case text, svg, html

  /// The format that a file's suffix names; text for other suffixes and for standard output.
  init(path: String?) throws(UsageError) {
    let suffix = path?.split(separator: ".").last.map { $0.lowercased() } ?? ""
    switch suffix {
    case "svg": self = .svg
    case "html", "htm": self = .html
    case "png", "pdf", "jpg", "jpeg":
      throw UsageError(
        "\(suffix) is not drawn", hints: ["-o NAME.svg   -o NAME.html   (a browser prints both)"])
    default: self = .text
    }
  }
}

extension ValueType where Value == Smoothing {
  /// How lines are smoothed: `none`, `tb:0.6`, `window:100` or `centred:51`.
  static var smoothing: ValueType<Smoothing> {
    ValueType { (text, name) throws(UsageError) in
      guard let smoothing = Smoothing(text) else {
        throw UsageError(
          "\(name) does not know \"\(text)\"",
          hints: [
            "tb:0.6       TensorBoard's slider, 0 up to 1", "window:100   the mean of the last 100",
            "centred:51   the mean of 51 around each", "none",
          ])
      }
      return smoothing
    }
  }
}

extension Smoothing {
  /// Reads `none`, `tb:WEIGHT`, `window:COUNT` or `centred:COUNT`; nil for anything else.
  init?(_ text: String) {
    if text == "none" {
      self = .none
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "tb":
      guard let weight = Double(parts[1]), weight >= 0, weight < 1 else { return nil }
      self = .exponential(weight: weight)
    case "window":
      guard let count = Int(parts[1]), count >= 1 else { return nil }
      self = .trailing(count: count)
    case "centred", "centered":
      guard let count = Int(parts[1]), count >= 1 else { return nil }
      self = .centred(count: count)
    default: return nil
    }
  }
}
