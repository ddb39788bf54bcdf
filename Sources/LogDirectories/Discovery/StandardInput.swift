import Scalars

extension LogDirectory {
  /// The device and inode of standard input if it is a file; nil if it is anything else.
  package static var standardInputIdentity: FileIdentity? {
    do throws(SystemError) {
      let status = try LogPath("/dev/stdin").status()
      return status.kind == .file ? status.identity : nil
    } catch { return nil }
  }

  /// The run in a single log in memory, such as one from standard input; its name is `-`.
  ///
  /// The bytes stay in memory, since a restart may need a second pass.
  public static func standardInput(
    _ bytes: [UInt8], source: LogSource = .tensorboard
  ) -> Found {
    var found = Found()
    found.runs = [inMemory(bytes, named: "-", source: source)]
    return found
  }

  /// The runs whose points are given as rows of text; their names come from the column `run`, else
  /// `-`.
  ///
  /// - Throws: if a row is not a point. No row is skipped.
  public static func points(_ bytes: [UInt8]) throws(PointRowsError) -> Found {
    let runs = try PointRows.eventFiles(bytes)
    var found = Found()
    found.runs = runs.map { inMemory($0.contents, named: $0.name, source: .tensorboard) }
    return found
  }

  private static func inMemory(_ bytes: [UInt8], named name: String, source: LogSource) -> Run {
    let path = LogPath("-")
    let file = LogFile(
      path: path, size: Int64(bytes.count), modified: 0,
      identity: FileIdentity(device: 0, inode: 0), contents: bytes, source: source)
    let member = Member(name: "", directory: path, role: nil, files: [file])
    return Run(path: name, directory: path, members: [member])
  }
}
