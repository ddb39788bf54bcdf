import EventFiles
import Scalars
import TextFormats

/// A log of blocks, which is read without translation.
final class BlockLogStream: PointStream {
  private var reader: BlockLogReader
  /// Settings that stand beside the log.
  private let settings: [Attachment]

  init(
    _ file: LogFile, format: BlockLogFormat, settings: JSONValue?, options: ReadingOptions
  ) {
    reader = BlockLogReader(file.location, format: format, options: options)
    self.settings = settings.map { [Attachment(settings: $0)] } ?? []
  }

  var series: [SeriesDescription] { reader.series }
  var attachments: [Attachment] { settings + reader.attachments }
  var outcome: FileOutcome { reader.outcome }

  func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    try reader.read(into: &batch)
  }
}

extension Attachment {
  /// A run's settings, an object of JSON, as if its log held them.
  init(settings: JSONValue) {
    var json = JSONWriter()
    json.value(settings)
    self.init(tag: "config", plugin: "text", content: json.buffer.bytes, step: 0)
  }
}

extension BlockLogFormat {
  /// What a file's first records say about its run, before any point.
  private func run(of path: LogPath) -> LoggedRun {
    guard let bytes = try? path.contents(limit: LogSource.beginning, isCut: true) else {
      return LoggedRun(id: "", name: "")
    }
    var reader = BlockLogReader(bytes: bytes, format: self)
    var batch = ScalarBatch()
    _ = try? reader.read(into: &batch)
    // If several records name it, the last one counts, as for settings.
    let outputs = reader.attachments.compactMap {
      (try? JSONReader.read($0.content[...]))?["output_dir"]?.text
    }
    return LoggedRun(
      id: reader.run.id, name: reader.run.displayName, start: reader.run.startTime,
      output: outputs.last, hasPoints: batch.count > 0)
  }

  /// A source whose files end in `.name`, each in a folder of its own.
  func source(
    _ name: String, _ words: LogSource.Words, folder: String,
    readsBeside: @escaping @Sendable ([UInt8]) -> Bool = { _ in false },
    settings: @escaping @Sendable (LogPath) -> JSONValue? = { _ in nil }
  ) -> LogSource {
    let ending = Array(("." + name).utf8)
    return LogSource(
      name, words,
      hasChecksums: true,
      reads: { $0.count > ending.count && $0.ends(with: ending) },
      readsBeside: readsBeside,
      stream: { file, options in
        BlockLogStream(file, format: self, settings: settings(file.path), options: options)
      },
      identify: { run(of: $0.path) }, folder: Array(folder.utf8))
  }
}
