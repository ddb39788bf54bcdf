extension PointFormat {
  /// A TensorBoard event file, which any file is that has `tfevents` in its name.
  public static let tfevents = PointFormat(
    "tfevents", endings: [], "a clean event file of one run", .events)
}
