package import Convergence
package import LogDirectories
public import Scalars

/// The series by which a run was judged.
public struct MetricChoice: Sendable, Hashable {
  /// The tag that was judged, such as `eval/loss`.
  public var name: String
  /// The training series it was paired with.
  public var paired: String?
  /// Why it was chosen.
  public var reason: MetricReason
  /// Which way is better.
  public var direction: Direction
  /// Why that direction was taken as better.
  public var directionReason: DirectionReason
  /// The broken validation series; the training series was judged instead of it.
  public var broken: String?
  /// The learning rate's tag.
  public var learningRate: String?

  /// Creates a choice.
  public init(
    name: String, paired: String?, reason: MetricReason = .first, direction: Direction,
    directionReason: DirectionReason = .trend
  ) {
    self.name = name
    self.paired = paired
    self.reason = reason
    self.direction = direction
    self.directionReason = directionReason
  }
}

extension MetricChoice {
  /// The choice as reports name it, including what the judge changed.
  package init?(_ chosen: JudgedSeries, series: [RunSeries], _ judgement: Judgement? = nil) {
    let choice = judgement.map(chosen.settled) ?? chosen
    guard let metric = choice.metric else { return nil }
    self.init(
      name: series[metric].name, paired: choice.paired.map { series[$0].name },
      reason: choice.reason, direction: choice.direction, directionReason: choice.directionReason)
    broken = choice == chosen ? nil : chosen.metric.map { series[$0].name }
    learningRate = choice.learningRate.map { series[$0].name }
  }
}
