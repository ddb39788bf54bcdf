/// What a log of blocks says about its run, beside the points.
public struct BlockLogRun: Sendable, Hashable {
  /// The run's id, which the logger made; empty if the log does not say.
  public var id = ""
  /// The name that people gave it; empty if there is none.
  public var displayName = ""
  /// When it began, in seconds since the Unix epoch; nil if the log does not say.
  public var startTime: Double?

  /// Describes a run of which nothing is known yet.
  public init() {}
}
