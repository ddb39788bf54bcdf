/// Finds empty files that only mark another: their name is the other's, a point and more, as in
/// `….uploaded`.
enum Markers {
  /// Removes the markers from the files of a directory and returns them.
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
