import EventFiles

extension LogSource {
  /// SwanLab's `run-<id>.swanlab`.
  public static let swanlab = BlockLogFormat.swanlab.source(
    "swanlab",
    Words(
      files: "run-*.swanlab", one: "a log of SwanLab", many: "logs of SwanLab",
      hint: "SwanLab calls its file swanlog/run-<time>-<id>/run-<id>.swanlab.",
      flaw: { _ in "it does not begin with :SWL" },
      lag: "SwanLab writes its file in blocks of 32 KiB", tried: "0.10.3"),
    folder: "swanlog")
}
