extension PointFormat {
  /// Arrow's columns: a stream, or a file if the output is one.
  public static let arrow = PointFormat(
    "arrow", endings: [".arrow", ".feather"], "Arrow's columns: a stream, with -o a file (.arrow)"
  ) { ArrowTable(isFile: $0.isFile, mayStartOver: $0.mayStartOver) }
}
