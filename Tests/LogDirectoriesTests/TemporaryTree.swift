import Foundation
import LogDirectories
import TestSupport
import Testing

/// A tree of logs for one test; removed when the test lets go of it.
final class TemporaryTree {
  private let folder = TemporaryFolder()
  var path: String { folder.path }

  /// Creates empty files with these names, and their directories.
  init(_ files: [String] = []) {
    for file in files { write(file) }
  }

  func make(directory: String) {
    try? FileManager.default.createDirectory(
      atPath: path + "/" + directory, withIntermediateDirectories: true)
  }

  func write(_ file: String, _ bytes: [UInt8] = []) {
    make(directory: (file as NSString).deletingLastPathComponent)
    _ = FileManager.default.createFile(atPath: path + "/" + file, contents: Data(bytes))
  }

  func append(_ file: String, _ bytes: [UInt8]) {
    guard let handle = FileHandle(forWritingAtPath: path + "/" + file) else { return }
    handle.seekToEndOfFile()
    handle.write(Data(bytes))
    try? handle.close()
  }

  /// Extends the file to `bytes`, of which it already contains the beginning.
  func grow(_ file: String, to bytes: [UInt8]) {
    if size(file) == 0 { return write(file, bytes) }
    append(file, Array(bytes[size(file)...]))
  }

  func truncate(_ file: String, to size: Int) {
    guard let handle = FileHandle(forWritingAtPath: path + "/" + file) else { return }
    try? handle.truncate(atOffset: UInt64(size))
    try? handle.close()
  }

  /// Replaces this file by another.
  func replace(_ file: String, _ bytes: [UInt8]) {
    write(file + ".new-part", bytes)
    let manager = FileManager.default
    try? manager.removeItem(atPath: path + "/" + file)
    try? manager.moveItem(atPath: path + "/" + file + ".new-part", toPath: path + "/" + file)
  }

  func size(_ file: String) -> Int {
    FileManager.default.contents(atPath: path + "/" + file)?.count ?? 0
  }

  func link(_ file: String, to target: String) {
    try? FileManager.default.createSymbolicLink(
      atPath: path + "/" + file, withDestinationPath: target)
  }

  /// Runs shell commands in the tree, for files that Foundation cannot create.
  func shell(_ commands: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-ec", commands]
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  /// What is found below paths of this tree; the tree itself by default.
  func find(_ paths: String..., options: DiscoveryOptions = DiscoveryOptions()) -> Found {
    LogDirectory.find(
      (paths.isEmpty ? [""] : paths).map { $0.isEmpty ? path : path + "/" + $0 }, options: options)
  }

  func names(_ paths: String...) -> [String] {
    LogDirectory.find(paths.map { $0.isEmpty ? path : path + "/" + $0 }).runs.map(\.name)
  }

  var name: String { (path as NSString).lastPathComponent }
}
