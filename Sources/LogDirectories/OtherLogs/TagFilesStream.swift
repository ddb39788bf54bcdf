import EventFiles
import Scalars
import TextFormats

/// A logger's format with a folder per run and a file per tag; the file's path below the folder is
/// the tag.
struct TagFiles: Sendable {
  /// The folder below the run's own, by its components.
  var folder: [String]
  /// The suffix of the files' names; it is not part of the tag.
  var ending: String
  /// What decodes a file; its values get the file's tag.
  var decoder: @Sendable () -> any TextDecoder
  /// The settings in the run's own folder, and whether the run ended well.
  var facts: @Sendable (_ run: LogPath) -> (settings: JSONValue, hasEnded: Bool)
}

/// Reads the files of a run's tags one after another.
final class TagFilesStream: PointStream {
  /// Tags are searched no deeper than this.
  private static let depthLimit = 16

  private let layout: TagFiles
  private let file: LogFile
  private let options: ReadingOptions
  private var table: LoggedSeries
  /// The files that are still to be read, the next one last; nil before they were listed.
  private var left: [(path: LogPath, tag: String)]?
  private var log: (text: TextLogBox, tag: String)?
  private var pending: ArraySlice<LoggedValue> = []

  var series: [SeriesDescription] { table.descriptions }
  private(set) var attachments: [Attachment] = []
  private(set) var outcome = FileOutcome()

  init(_ file: LogFile, layout: TagFiles, options: ReadingOptions) {
    (self.file, self.layout, self.options) = (file, layout, options)
    table = LoggedSeries(options)
  }

  func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    LoggedSeries.begin(&batch)
    if left == nil { begin(&batch) }
    while batch.count < ScalarBatch.capacity {
      if var value = pending.popFirst(), let log {
        value.tag = log.tag
        table.add(value, offset: 0, to: &batch, &outcome)
      } else if let values = try log?.text.log.next(&outcome) {
        pending = values[...]
      } else if let next = left?.popLast() {
        if options.selectsTag?(next.tag) == false { continue }
        let text = TextLog(
          next.path.location, layout.decoder(), isGrowing: options.isGrowing)
        log = (TextLogBox(text), next.tag)
      } else {
        outcome.bytesRead = file.size
        return false
      }
    }
    return true
  }

  private func begin(_ batch: inout ScalarBatch) {
    let run = file.path.parent
    let facts = layout.facts(run)
    outcome.hasEnded = facts.hasEnded
    attachments = [Attachment(settings: facts.settings)]
    LoggedSeries.markVersion(&batch)
    let top = layout.folder.reduce(run) { $0.appending(Array($1.utf8)) }
    left = Self.files(below: top, ending: Array(layout.ending.utf8)).reversed()
  }

  /// The files below a folder, each with its path below it without the suffix.
  private static func files(
    below top: LogPath, ending: [UInt8]
  ) -> [(path: LogPath, tag: String)] {
    var found: [(path: LogPath, tag: String)] = []
    var folders: [(path: LogPath, depth: Int)] = [(top, 0)]
    while let (folder, depth) = folders.popLast() {
      for entry in (try? DirectoryListing(folder))?.entries ?? [] {
        let path = folder.appending(entry.name)
        if entry.kind == .directory, depth < depthLimit {
          folders.append((path, depth + 1))
        } else if entry.kind == .file, entry.name.ends(with: ending) {
          let below = path.bytes.dropFirst(top.bytes.count + 1).dropLast(ending.count)
          found.append((path, LogPath.escaped(below.span)))
        }
      }
    }
    return found.sorted { naturallyPrecedes($0.tag, $1.tag) }
  }
}

/// A reference to a log that is being read, so that it can be optional.
private final class TextLogBox {
  var log: TextLog

  init(_ log: consuming TextLog) { self.log = log }
}

/// A flat mapping in YAML: one `key: value` per line; nested entries are left out.
enum FlatYAML {
  /// The entries, without the quotes around their values.
  static func entries(_ bytes: [UInt8]) -> [(name: String, value: String)] {
    bytes.split(separator: 10).compactMap { line in
      let isTop = line.first.map { $0 != 32 && $0 != UInt8(ascii: "-") } ?? false
      guard isTop, let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      var value = line[(colon + 1)...].drop { $0 == 32 }
      if let last = value.last, last == 13 { value = value.dropLast() }
      if let quote = value.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
        value.count > 1, value.last == quote
      {
        value = value.dropFirst().dropLast()
      }
      if value.isEmpty { return nil }
      let name = line[..<colon]
      return (LogPath.escaped(name.span), LogPath.escaped(value.span))
    }
  }

  /// The entries of a file; empty if it cannot be read.
  static func entries(of path: LogPath) -> [(name: String, value: String)] {
    entries((try? path.contents(limit: 1 << 20)) ?? [])
  }
}
