extension PointFormat {
  /// A Markdown table.
  public static let md = PointFormat("md", endings: [".md", ".markdown"], "a Markdown table") { _ in
    TextRows(.markdown)
  }
}
