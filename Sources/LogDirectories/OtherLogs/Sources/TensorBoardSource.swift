extension LogSource {
  /// Event files of any writer for TensorBoard.
  public static let tensorboard = LogSource(
    "tensorboard",
    Words(
      one: "an event file", many: "event files",
      hint: "An event file has \"tfevents\" in its name.",
      flaw: { "no record header in its \($0) bytes" }),
    isEventFiles: true, reads: EventFileName.isEventFile)
}
