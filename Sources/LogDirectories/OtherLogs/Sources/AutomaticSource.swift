extension LogSource {
  /// Event files, and where a training has none the logs of other sources.
  public static let auto = LogSource(
    "auto",
    Words(
      files: "event files, else others", one: tensorboard.words.one, many: tensorboard.words.many,
      hint: tensorboard.words.hint, flaw: tensorboard.words.flaw),
    isEventFiles: true, isAutomatic: true, reads: EventFileName.isEventFile)
}
