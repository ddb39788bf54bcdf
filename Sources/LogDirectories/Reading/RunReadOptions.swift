public import EventFiles

/// How a run is read.
public struct RunReadOptions: Sendable {
  /// Which points are kept if steps were written twice.
  public var policy = OverlapPolicy.resume
  /// Whether superseded points are delivered too, marked in `RunReader.superseded`.
  public var deliversSuperseded = false
  /// Whether a first pass finds the superseded points before any point is delivered.
  ///
  /// Then `startOver` is never delivered, but everything is read twice.
  public var surveysFirst = false
  /// Whether each row's segment is given in `RunReader.segments`; `surveysFirst` must be set, too.
  public var numbersSegments = false
  /// How each file is read: which tags, and how strictly.
  public var reading = ReadingOptions()

  /// Creates options; by default everything is read by the `resume` policy.
  public init(
    policy: OverlapPolicy = .resume, deliversSuperseded: Bool = false, surveysFirst: Bool = false,
    reading: ReadingOptions = ReadingOptions()
  ) {
    self.policy = policy
    self.deliversSuperseded = deliversSuperseded
    self.surveysFirst = surveysFirst
    self.reading = reading
  }
}
