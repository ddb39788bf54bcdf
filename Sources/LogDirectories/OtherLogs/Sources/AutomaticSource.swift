extension LogSource {
  /// Event files; if a training has none, other loggers' logs.
  public static let auto = LogSource(
    "auto",
    Words(
      files: "event files, else others", one: tensorboard.words.one, many: tensorboard.words.many,
      hint: tensorboard.words.hint, flaw: tensorboard.words.flaw),
    isEventFiles: true, isAutomatic: true, reads: EventFileName.isEventFile)
}
