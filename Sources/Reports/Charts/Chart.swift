import TextFormats

/// A drawing without a medium: `TerminalChart` and `SVGChart` both draw it.
///
/// All positions are in the units of the axes. ``init(_:options:annotations:)`` makes a chart: it
/// smooths, finds limits and thins; the drawing code only scales and places text.
public struct Chart: Sendable {
  /// What it shows, in a few words.
  public var title: String
  /// What it shows, in a sentence or two, for readers who cannot see it.
  public var summary: String
  /// Whether any value can be shown on the vertical axis; without one the axis has no numbers.
  public var hasValues: Bool { lines.contains { $0.last != nil } }
  /// Whether it is beside a larger chart and needs less room.
  public var isSmall: Bool
  /// The lines, those behind first.
  public var lines: [ChartLine]
  /// Bands around lines.
  public var bands: [ChartBand]
  /// The horizontal axis.
  public var x: ChartScale
  /// The vertical axis.
  public var y: ChartScale
  /// Marked events, from left to right.
  public var marks: [ChartMark]
  /// Stretches of the horizontal axis in which a series was not finite.
  public var nonFinite: [ClosedRange<Double>]
  /// The most extreme value of each stretch that is outside the vertical axis.
  public var offScale: [OffScaleMark]
  /// The forecast.
  public var forecast: ChartForecast?
  /// The learning rate, drawn as a thin strip below.
  public var strip: ChartStrip?
  /// What was left out of the drawing, because there are more points than it can show.
  public var thinning: [String]
  /// Other notes on how it was drawn.
  public var notes: [String]
}

/// A line of a chart.
public struct ChartLine: Sendable {
  /// How prominent it is.
  public enum Weight: Sendable, Hashable {
    /// Raw values that are drawn behind a smoothed line.
    case faint
    /// The main line.
    case strong
    /// The line that decides: validation.
    case heavy
  }

  /// How prominent it is.
  public var weight: Weight
  /// The index of its color and dash pattern, counted from 0.
  public var hue: Int
  /// Its points; NaN values interrupt it.
  public var points: [ChartPoint]
  /// The name at its end; nil for lines in the background.
  public var name: String?
  /// The value at its end, as logged.
  public var last: ChartPoint?
  /// Whether non-finite values follow, which is shown at its end.
  public var endsNonFinite = false

  /// The text at its end: name and value.
  func endLabel(_ numbers: ReadableNumbers) -> String? {
    guard let name, let last else { return nil }
    return "\(name) \(numbers.value(last.y))" + (endsNonFinite ? ", then NaN" : "")
  }
}

/// A band around a line, from a low to a high value at each position.
public struct ChartBand: Sendable {
  /// The hue of its line.
  public var hue: Int
  /// Positions, in order.
  public var positions: [Double]
  /// The lower edge.
  public var low: [Double]
  /// The upper edge.
  public var high: [Double]
}

/// Something remarkable at a position.
public struct ChartMark: Sendable, Hashable {
  /// What it is.
  public enum Kind: Sendable, Hashable {
    /// The best value: a ring, a dotted line and its number.
    case best
    /// The first sign of what went wrong later.
    case firstSign
    /// A single outlying value; drawn small.
    case spike
    /// A job that began again.
    case resume
    /// Where values stopped being finite.
    case nonFinite
  }

  /// What it is.
  public var kind: Kind
  /// Where it stands.
  public var x: Double
  /// Its value, if it has one.
  public var y: Double?
  /// Its label; empty for a mark without words.
  public var label: String

  /// Creates a mark.
  public init(_ kind: Kind, x: Double, y: Double? = nil, label: String) {
    self.kind = kind
    self.x = x
    self.y = y
    self.label = label
  }
}

/// Values beyond the vertical axis.
public struct OffScaleMark: Sendable, Hashable {
  /// The position of the most extreme value.
  public var x: Double
  /// That value.
  public var value: Double
  /// Whether it is above the axis, else below.
  public var isAbove: Bool
  /// The hue of its line.
  public var hue: Int
}

/// An expected value at a later position, with its range.
public struct ChartForecast: Sendable, Hashable {
  /// Where the drawing begins: position and level now.
  public var from: ChartPoint
  /// Position and value expected.
  public var to: ChartPoint
  /// The lower end of the range at that position.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// The hue of the line that it continues.
  public var hue: Int

  /// The label at its end: `1.69 (1.66 to 1.71)`.
  func label(_ numbers: ReadableNumbers) -> String {
    let (value, low, high) = (
      numbers.value(to.y, trimmed: true), numbers.value(low, trimmed: true),
      numbers.value(high, trimmed: true)
    )
    return "\(value) (\(low) to \(high))"
  }

  /// Creates a forecast.
  public init(from: ChartPoint, to: ChartPoint, low: Double, high: Double, hue: Int) {
    self.from = from
    self.to = to
    self.low = low
    self.high = high
    self.hue = hue
  }
}

/// A small drawing of a series below the chart, with the same horizontal axis.
public struct ChartStrip: Sendable {
  /// Its name, such as `lr`.
  public var name: String
  /// Its points.
  public var points: [ChartPoint]
  /// Its largest value; the smallest is drawn as 0.
  public var peak: Double
  /// Its last value.
  public var last: Double
}
