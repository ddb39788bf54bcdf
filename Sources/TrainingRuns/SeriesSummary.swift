import LogDirectories
import Scalars

/// The summary of one series in three numbers.
public struct SeriesSummary: Sendable, Hashable {
  /// The tag, with the member's name before it if there is one.
  public var name: String
  /// The last value; NaN and infinities are data.
  public var last: Double
  /// The smallest finite value; nil if there is none.
  public var minimum: Double?
  /// The greatest finite value.
  public var maximum: Double?

  /// Creates facts about a series.
  public init(name: String, last: Double, minimum: Double?, maximum: Double?) {
    self.name = name
    self.last = last
    self.minimum = minimum
    self.maximum = maximum
  }
}

extension SeriesSummary {
  /// The summary of a series of a run that was read.
  init(_ series: RunSeries, _ statistics: SeriesStatistics) {
    self.init(
      name: series.name, last: statistics.last.value,
      minimum: statistics.minimum.isFinite ? statistics.minimum : nil,
      maximum: statistics.maximum.isFinite ? statistics.maximum : nil)
  }
}
