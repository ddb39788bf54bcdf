/// Tells empty files that only mark another: its name goes on behind a point, as in `….uploaded`.
enum Markers {
  /// Takes the markers out of the files of a directory and says which they were.
  static func takeOut(of files: inout [LogFile]) -> [LogPath] {
    let names = files.filter { $0.size > 0 }.map { $0.path.lastComponent.bytes + [0x2E] }
    var markers: [LogPath] = []
    files.removeAll { file in
      let name = file.path.lastComponent.bytes
      guard file.size == 0, file.isSeen, names.contains(where: { name.starts(with: $0) }) else {
        return false
      }
      markers.append(file.path)
      return true
    }
    return markers
  }
}
