extension LogDirectory {
  /// The run that one event file in memory is, such as what came by standard input; its name is `-`.
  ///
  /// The bytes stay in memory, for a restart may call for a second pass.
  public static func standardInput(_ bytes: [UInt8]) -> Found {
    let path = LogPath("-")
    let file = LogFile(
      path: path, size: Int64(bytes.count), modified: 0,
      identity: FileIdentity(device: 0, inode: 0), contents: bytes)
    let member = Member(name: "", directory: path, role: nil, files: [file])
    var found = Found()
    found.runs = [Run(name: "-", directory: path, members: [member])]
    return found
  }
}
