/// The small text file that Git LFS keeps instead of a large file until that is downloaded.
enum Pointer {
  /// No pointer is larger.
  private static let limit: Int64 = 1_024
  private static let beginning = Array("version https://git-lfs".utf8)

  /// Whether the file of `size` bytes at `path` is a pointer of Git LFS.
  static func stands(at path: LogPath, size: Int64) -> Bool {
    guard size > Int64(beginning.count), size <= limit,
      let bytes = try? path.contents(limit: Int(limit))
    else { return false }
    return bytes.starts(with: beginning)
  }
}
