public import Statistics

/// How a chart is to be drawn.
public struct ChartOptions: Sendable {
  /// What the chart shows, in a few words.
  public var title = ""
  /// What the chart shows, in a sentence.
  public var summary = ""
  /// What the horizontal axis counts.
  public var axis = HorizontalAxis.Kind.step
  /// Whether the vertical axis is logarithmic; values of 0 or less cannot be shown on it.
  public var logarithmic = false
  /// How lines are smoothed; nil for a centered window of 5 % of the points, validation unsmoothed.
  public var smoothing: Smoothing?
  /// Whether it is beside a larger chart and needs less room.
  public var isSmall = false
  /// The most points to draw per series.
  public var pointLimit = 1_000

  /// Creates the usual options.
  public init() {}
}

/// What is drawn into a chart beside its series.
public struct ChartAnnotations: Sendable {
  /// What is remarkable.
  public var marks: [ChartMark] = []
  /// The forecast.
  public var forecast: ChartForecast?
  /// The learning rate.
  public var learningRate: ChartSeries?

  /// Creates annotations, none at first.
  public init() {}
}
