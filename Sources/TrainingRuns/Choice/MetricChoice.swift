package import LogDirectories
public import Scalars

/// By which series a run was judged.
public struct MetricChoice: Sendable, Hashable {
  /// The tag that was judged, such as `eval/loss`.
  public var name: String
  /// The training series it was paired with.
  public var paired: String?
  /// Which way is better.
  public var direction: Direction
  /// Whether the metric's name does not tell the direction, so that the way it went had to.
  public var directionIsGuessed: Bool
  /// Whether the user named the metric.
  public var isChosenByUser: Bool

  /// Creates a choice.
  public init(
    name: String, paired: String?, direction: Direction, directionIsGuessed: Bool = false,
    isChosenByUser: Bool = false
  ) {
    self.name = name
    self.paired = paired
    self.direction = direction
    self.directionIsGuessed = directionIsGuessed
    self.isChosenByUser = isChosenByUser
  }
}

extension MetricChoice {
  /// The choice as reports name it.
  package init?(_ choice: JudgedSeries, series: [RunSeries]) {
    guard let metric = choice.metric else { return nil }
    self.init(
      name: series[metric].name, paired: choice.paired.map { series[$0].name },
      direction: choice.direction, directionIsGuessed: choice.directionReason == .trend,
      isChosenByUser: choice.reason == .asked)
  }
}
