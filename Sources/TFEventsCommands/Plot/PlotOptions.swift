import Arguments

/// The kind of drawing.
enum PlotFormat: String, CaseIterable, Sendable {
  case text, svg, html, png

  /// The meanings of file name suffixes.
  static let endings: [(String, PlotFormat)] = [
    (".svg", .svg), (".html", .html), (".htm", .html), (".png", .png),
  ]

  /// Refuses a file whose suffix is that of a picture format that cannot be drawn.
  static func refuse(_ path: String?) throws(CommandError) {
    let suffix = path?.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard ["pdf", "jpg", "jpeg"].contains(suffix) else { return }
    throw .usage(
      UsageError(
        "\(suffix) is not drawn",
        hints: ["-o NAME.svg   -o NAME.png   -o NAME.html   (a browser prints it)"]))
  }
}
