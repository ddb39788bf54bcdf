import Foundation

/// Files of the repository, independent of the working directory.
public enum Repository {
  /// The path of a file below the package's root.
  public static func path(_ below: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent(below).path
  }
}
