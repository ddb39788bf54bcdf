/// What a log of blocks says of its run beside the points.
public struct BlockLogRun: Sendable, Hashable {
  /// The run's own name, which the logger made; empty where the log does not say.
  public var id = ""
  /// The name that people gave it; empty where there is none.
  public var displayName = ""
  /// When it began, in seconds since the Unix epoch; nil where the log does not say.
  public var startTime: Double?

  /// Describes a run of which nothing is known yet.
  public init() {}
}
