import EventFiles
import Scalars

/// A log of blocks that is read as it stands.
final class BlockLogStream: PointStream {
  private var reader: BlockLogReader

  init(_ file: LogFile, format: BlockLogFormat, options: ReadingOptions) {
    reader = BlockLogReader(file.location, format: format, options: options)
  }

  var series: [SeriesDescription] { reader.series }
  var attachments: [Attachment] { reader.attachments }
  var outcome: FileOutcome { reader.outcome }

  func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    try reader.read(into: &batch)
  }
}

extension BlockLogFormat {
  /// What a file's first records say of its run, which stands before any point.
  func run(of path: LogPath) -> BlockLogRun {
    guard let bytes = try? path.contents(limit: LogSource.beginning, isCut: true) else {
      return BlockLogRun()
    }
    var reader = BlockLogReader(bytes: bytes, format: self)
    var batch = ScalarBatch()
    _ = try? reader.read(into: &batch)
    return reader.run
  }

  /// A source whose files end in `.name` and stand in a folder of their own each.
  func source(
    _ name: String, _ words: LogSource.Words, folder: String
  ) -> LogSource {
    let ending = Array(("." + name).utf8)
    return LogSource(
      name, words,
      hasChecksums: true,
      reads: { $0.count > ending.count && $0.suffix(ending.count).elementsEqual(ending) },
      stream: { BlockLogStream($0, format: self, options: $1) },
      identify: { file in
        let run = run(of: file.path)
        return LoggedRun(id: run.id, name: run.displayName, start: run.startTime)
      },
      folder: Array(folder.utf8))
  }
}
