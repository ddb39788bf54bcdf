import Foundation

/// Files that belong to the repository, wherever the tests are started.
public enum Repository {
  /// The path of a file below the package's root.
  public static func path(_ below: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(below).path
  }
}
