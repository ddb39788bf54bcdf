import Foundation
import Glibc

/// A file for one test, which may grow or change while a reader reads it.
public final class TemporaryFile {
  /// Where it is.
  public let path: String

  /// Creates the file with these bytes.
  public init(_ bytes: [UInt8] = []) {
    path = NSTemporaryDirectory() + "events.out.tfevents." + UUID().uuidString
    write(bytes)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Its bytes.
  public var bytes: [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }

  /// Rewrites the file in place.
  public func write(_ bytes: [UInt8]) {
    if let handle = FileHandle(forWritingAtPath: path) {
      try? handle.truncate(atOffset: 0)
      handle.write(Data(bytes))
      try? handle.close()
    } else {
      _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
    }
  }

  /// Overwrites the bytes from `offset` on; between the old end and `offset` there is a hole.
  public func write(_ bytes: [UInt8], at offset: UInt64) {
    guard let handle = FileHandle(forWritingAtPath: path) else { return }
    try? handle.seek(toOffset: offset)
    handle.write(Data(bytes))
    try? handle.close()
  }

  /// Appends bytes.
  public func append(_ bytes: [UInt8]) {
    guard let handle = FileHandle(forWritingAtPath: path) else { return }
    handle.seekToEndOfFile()
    handle.write(Data(bytes))
    try? handle.close()
  }

  /// Makes the file shorter, or longer by a hole.
  public func truncate(to size: UInt64) {
    guard let handle = FileHandle(forWritingAtPath: path) else { return }
    try? handle.truncate(atOffset: size)
    try? handle.close()
  }

  /// Copies the file to a path of any bytes; returns whether that succeeded.
  public func copy(to path: [UInt8]) -> Bool {
    let descriptor = unsafe open(Self.terminated(path), O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    if descriptor < 0 { return false }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    handle.write(Data(bytes))
    return true
  }

  /// Removes the file at a path of any bytes.
  public func remove(_ path: [UInt8]) { _ = unsafe unlink(Self.terminated(path)) }

  private static func terminated(_ path: [UInt8]) -> [CChar] {
    path.map { CChar(bitPattern: $0) } + [0]
  }

  /// Replaces this file by another.
  public func replace(_ bytes: [UInt8]) {
    let fresh = path + ".new"
    _ = FileManager.default.createFile(atPath: fresh, contents: Data(bytes))
    try? FileManager.default.removeItem(atPath: path)
    try? FileManager.default.moveItem(atPath: fresh, toPath: path)
  }
}
