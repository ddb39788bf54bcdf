public import LogDirectories
public import Scalars

/// What the name of a tag alone says about its series, before any point is read.
public struct TagHint: Sendable, Hashable {
  /// The direction in which it gets better; nil if no word of its name is known.
  public let direction: Direction?
  /// Whether it is the norm of a gradient.
  public let isGradientNorm: Bool

  /// Reads the name of a series.
  ///
  /// A direction in the request applies to the requested series; if none is requested, to all
  /// metrics.
  public init(_ series: RunSeries, request: MetricRequest) {
    self.init(series, TagNameFacts.of(series.tag), request: request)
  }

  /// The same, if the facts of its tag are known.
  init(_ series: RunSeries, _ facts: TagNameFacts, request: MetricRequest) {
    let usual = facts.direction
    let isAsked = request.asks(for: series)
    let isFree = request.metric == nil && request.train == nil
    let isMeant = isAsked || (isFree && facts.kind == .metric)
    direction = (isMeant ? request.direction : nil) ?? usual ?? (isAsked ? .min : nil)
    isGradientNorm = facts.kind == .gradientNorm
  }

  /// Whether a run may be judged by it, from its name: a loss, an error, an accuracy, a reward.
  public var isMetric: Bool { direction != nil && !isGradientNorm }
}
