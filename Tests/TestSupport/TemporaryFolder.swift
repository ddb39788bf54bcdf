import Foundation

/// A folder that is there for one test, and removed when the test lets go of it.
public final class TemporaryFolder {
  /// Where it is.
  public let path: String

  /// Creates the folder; a test that cannot have one fails at its first file.
  public init() {
    path = NSTemporaryDirectory() + "tfevents-" + UUID().uuidString
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file below the folder and gives its path; the folders that it needs come with it.
  @discardableResult
  public func write(_ bytes: [UInt8], to name: String) throws -> String {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
    return url.path
  }
}
