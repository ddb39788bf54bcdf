import Arguments
import LogDirectories

/// The file that `-o` names, and what its suffix says about its content.
///
/// A file's content always matches its suffix; if it would not, the command is refused.
struct OutputName {
  /// Suffixes that determine a file's content, whether or not a command can write it.
  private static let telling: Set<String> = [
    "csv", "tsv", "json", "jsonl", "ndjson", "md", "markdown", "tex", "html", "htm", "svg", "xml",
    "sarif", "prom", "sqlite", "sqlite3", "db", "parquet", "arrow", "feather", "xls", "xlsx", "png",
    "jpg", "jpeg", "pdf", "yaml", "yml", "toml", "npy", "npz", "pkl", "h5", "hdf5", "gz", "bz2",
    "xz", "zst", "zip", "tar", "tgz",
  ]
  /// Suffixes of text in any format.
  private static let plain: Set<String> = ["", "txt", "text", "log", "out"]

  /// The path; nil for standard output.
  let path: String?
  /// Whether the output is compressed.
  let isCompressed: Bool
  /// The path in lower case, without the suffix of compression.
  private let name: String

  init(_ output: String?) {
    path = output == "-" ? nil : output
    let lower = path?.lowercased() ?? ""
    isCompressed = lower.hasSuffix(".gz")
    name = isCompressed ? String(lower.dropLast(3)) : lower
  }

  /// The part after the last point of the file's name; empty if there is none.
  private var suffix: String {
    let file = name.split(separator: "/").last ?? ""
    guard let point = file.lastIndex(of: "."), point != file.startIndex else { return "" }
    return String(file[point...].dropFirst())
  }

  /// The format in which the file is written.
  ///
  /// - Parameters:
  ///   - asked: The format in `-f`.
  ///   - endings: The suffixes that mean a format.
  ///   - usual: The format if neither decides.
  ///
  /// - Returns: The format.
  ///
  /// - Throws: a usage error if the suffix means another format, or one that cannot be written.
  func format<Format: RawRepresentable<String>>(
    asked: Format?, endings: [(String, Format)], usual: Format
  ) throws(CommandError) -> Format {
    guard path != nil else { return asked ?? usual }
    let meant = endings.first { name.hasSuffix($0.0) }?.1
    if let meant, asked == nil || meant.rawValue == asked?.rawValue { return meant }
    if Self.plain.contains(suffix) { return asked ?? usual }
    if meant == nil, !Self.telling.contains(suffix) {
      if let asked { return asked }
      if suffix.allSatisfy(\.isNumber) { return usual }
    }
    throw .usage(refusal(endings.map(\.0), isAsked: asked != nil && meant != nil))
  }

  private func refusal(_ endings: [String], isAsked: Bool) -> UsageError {
    let known = endings.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let what =
      isAsked
      ? "\(path ?? ""): the suffix contradicts -f"
      : "\(path ?? ""): no format has the suffix .\(suffix)"
    return UsageError(what, hints: ["known suffixes  \(known.joined(separator: " ")) .txt"])
  }
}

extension Session {
  /// Refuses an output that is one of the inputs (same device and inode, whatever its path).
  ///
  /// Standard input is always an input; `isInput` knows the others.
  func refuse(
    output: String?, onto isInput: (FileIdentity) -> Bool = { _ in false }
  ) throws(CommandError) {
    let isFile = output != nil && output != "-"
    let target = LogPath(isFile ? output ?? "" : "/dev/stdout")
    guard let identity = target.identity,
      identity == LogDirectory.standardInputIdentity || isInput(identity)
    else { return }
    throw .usage(
      UsageError(
        isFile
          ? "\(output ?? "") is also an input, so it cannot be the output"
          : "standard output is also an input file",
        hints: ["choose another file to write"]))
  }
}

extension Found {
  /// Whether a file is read for one of the runs.
  func reads(_ identity: FileIdentity) -> Bool { runs.contains { $0.reads(identity) } }
}

extension Run {
  /// Whether a file is read, or is a copy of one that is, or an archive of some.
  func reads(_ identity: FileIdentity) -> Bool {
    directory.archiveIdentity == identity
      || members.contains { member in
        member.files.contains { $0.identity == identity }
          || member.copies.contains { $0.path.identity == identity }
      }
  }
}
