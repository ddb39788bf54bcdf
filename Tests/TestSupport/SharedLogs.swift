import Foundation

/// The real logs that the project is tested against, where they are present.
public enum SharedLogs {
  /// The folder beside the package, or what `TFEVENTS_SHARED` names; nil where there is none.
  public static let folder: String? = {
    let named = ProcessInfo.processInfo.environment["TFEVENTS_SHARED"]
    let beside = URL(fileURLWithPath: Repository.path("../shared")).standardizedFileURL.path
    let logs = (named ?? beside) + "/logs"
    return FileManager.default.fileExists(atPath: logs) ? logs : nil
  }()

  /// Whether they are present; tests that need them are skipped where they are not.
  public static var arePresent: Bool { folder != nil }

  /// The path of a log below that folder.
  public static func path(_ below: String) -> String { (folder ?? "") + "/" + below }
}
