extension PointFormat {
  /// A TensorBoard event file: any output file with `tfevents` in its name.
  public static let tfevents = PointFormat(
    "tfevents", endings: [], "a clean event file of one run", .events)
}
