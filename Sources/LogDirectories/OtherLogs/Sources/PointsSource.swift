extension LogSource {
  /// Rows of points on standard input, as `export` writes them.
  public static let points = LogSource(
    "points",
    Words(
      files: "rows on stdin, path -", one: "rows of points", many: "rows of points",
      hint: "Rows of points are read from standard input: give - as the path."),
    isStandardInputAlone: true)
}
