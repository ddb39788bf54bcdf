import Arguments

/// What kind of drawing is made.
enum PlotFormat: String, CaseIterable, Sendable {
  case text, svg, html

  /// What the endings of files' names mean.
  static let endings: [(String, PlotFormat)] = [(".svg", .svg), (".html", .html), (".htm", .html)]

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
