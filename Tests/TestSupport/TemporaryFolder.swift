import Foundation

/// A folder for one test; removed when the test releases it.
public final class TemporaryFolder {
  /// Where it is.
  public let path: String

  /// Creates the folder; if that fails, the test fails at its first file.
  public init() {
    path = NSTemporaryDirectory() + "tfevents-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file below the folder and returns its path; creates the folders that it needs.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> String {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }
}
