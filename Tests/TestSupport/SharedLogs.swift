import Foundation

/// The real logs with which the project is tested, if they are available.
public enum SharedLogs {
  /// The folder beside the package, or the one that `TFEVENTS_SHARED` names; nil if there is none.
  public static let folder: String? = {
    let named = ProcessInfo.processInfo.environment["TFEVENTS_SHARED"]
    let beside = URL(fileURLWithPath: Repository.path("../shared")).standardizedFileURL.path
    let logs = (named ?? beside) + "/logs"
    return FileManager.default.fileExists(atPath: logs) ? logs : nil
  }()

  /// Whether they are available; if not, tests that need them are skipped.
  public static var arePresent: Bool { folder != nil }

  /// The path of a log below that folder.
  public static func path(_ below: String) -> String { (folder ?? "") + "/" + below }
}
