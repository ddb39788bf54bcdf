/// What the file system says about a file.
package struct FileFacts: Sendable {
  /// The device and the inode on it, which change if another file is put at its path.
  var device: UInt64
  var inode: UInt64
  /// Its size in bytes.
  var size: Int64
  /// Last change of the content, in nanoseconds since the Unix epoch.
  var modified: Int64
  /// Whether it is not a pipe, a socket, a device or a directory.
  var isRegular: Bool

  /// Describes a file; a regular one unless told otherwise.
  package init(
    device: UInt64, inode: UInt64, size: Int64, modified: Int64, isRegular: Bool = true
  ) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.isRegular = isRegular
  }
}
