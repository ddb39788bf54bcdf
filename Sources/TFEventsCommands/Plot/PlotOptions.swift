import Arguments

/// What kind of drawing is made.
enum PlotFormat: String, CaseIterable, Sendable {
  case text, svg, html

  /// What the endings of files' names mean.
  static let endings: [(String, PlotFormat)] = [(".svg", .svg), (".html", .html), (".htm", .html)]

  /// Refuses a file whose suffix names a picture that is not drawn.
  static func refuse(_ path: String?) throws(CommandError) {
    let suffix = path?.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard ["png", "pdf", "jpg", "jpeg"].contains(suffix) else { return }
    throw .usage(
      UsageError(
        "\(suffix) is not drawn", hints: ["-o NAME.svg   -o NAME.html   (a browser prints both)"]))
  }
}
