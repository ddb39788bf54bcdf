extension PointFormat {
  /// A LaTeX table with booktabs.
  public static let latex = PointFormat("latex", endings: [".tex"], "a LaTeX table") {
    _ in TextRows(.latex)
  }
}
