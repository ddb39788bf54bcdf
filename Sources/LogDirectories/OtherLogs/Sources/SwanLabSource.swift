import EventFiles
import TextFormats

extension LogSource {
  /// SwanLab's `run-<id>.swanlab`.
  public static let swanlab = BlockLogFormat.swanlab.source(
    "swanlab",
    Words(
      files: "run-*.swanlab", one: "a log of SwanLab", many: "logs of SwanLab",
      hint: "SwanLab calls its file swanlog/run-<time>-<id>/run-<id>.swanlab.",
      flaw: { _ in "it does not begin with :SWL" },
      lag: "SwanLab writes its file in blocks of 32 KiB", tried: "0.10.3"),
    folder: "swanlog", readsBeside: ends(with: "/" + settingsFile), settings: settings)

  private static let settingsFile = "files/config.yaml"

  /// The settings in the file beside a log: the `value` of each entry.
  @Sendable private static func settings(_ log: LogPath) -> JSONValue? {
    guard let entries = settings(settingsFile, below: log.parent)?.members else { return nil }
    return .object(
      entries.compactMap { entry in
        entry.value["value"].map { JSONValue.Member(name: entry.name, value: $0) }
      })
  }
}
