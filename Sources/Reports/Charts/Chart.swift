import TextFormats

/// A drawing before it has a medium: what `TerminalChart` and `SVGChart` both draw.
///
/// All places are in the units of the axes. A chart is made by ``init(_:options:annotations:)``, which
/// smooths, finds limits and thins; what draws it only scales and sets text.
public struct Chart: Sendable {
  /// What it shows, in a few words.
  public var title: String
  /// What it shows, in a sentence or two, for those who cannot see it.
  public var summary: String
  /// Whether any value has a place on the vertical axis; without one the axis bears no numbers.
  public var hasValues: Bool { lines.contains { $0.last != nil } }
  /// Whether it stands beside a larger one and needs less room.
  public var isSmall: Bool
  /// The lines, those behind first.
  public var lines: [ChartLine]
  /// Bands around lines.
  public var bands: [ChartBand]
  /// The horizontal axis.
  public var x: ChartScale
  /// The vertical axis.
  public var y: ChartScale
  /// What is remarkable, left to right.
  public var marks: [ChartMark]
  /// Stretches of the horizontal axis in which a series was not finite.
  public var nonFinite: [ClosedRange<Double>]
  /// The most extreme value of each stretch that lies beyond the vertical axis.
  public var offScale: [OffScaleMark]
  /// What is expected to come.
  public var forecast: ChartForecast?
  /// The learning rate, drawn as a thin strip below.
  public var strip: ChartStrip?
  /// What was left out of the drawing because there are more points than it can show.
  public var thinning: [String]
  /// What else the reader should know of how it was drawn.
  public var notes: [String]
}

/// A line of a chart.
public struct ChartLine: Sendable {
  /// How much it stands out.
  public enum Weight: Sendable, Hashable {
    /// Raw values behind a smoothed line.
    case faint
    /// The line that is looked at.
    case strong
    /// The line that decides: validation.
    case heavy
  }

  /// How much it stands out.
  public var weight: Weight
  /// Which of the colours and dash patterns it has, counted from 0.
  public var hue: Int
  /// Its points; NaN values interrupt it.
  public var points: [ChartPoint]
  /// The name to be set at its end; nil for lines behind others.
  public var name: String?
  /// The value at its end, as logged.
  public var last: ChartPoint?
  /// Whether values that are not finite follow, which is to be said at its end.
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
    /// A single value far off; drawn small.
    case spike
    /// A job that began again.
    case resume
    /// Where values ceased to be finite.
    case nonFinite
  }

  /// What it is.
  public var kind: Kind
  /// Where it stands.
  public var x: Double
  /// Its value, where it has one.
  public var y: Double?
  /// What is said of it; empty for a mark without words.
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
  /// Where the most extreme of them stands.
  public var x: Double
  /// That value.
  public var value: Double
  /// Whether it lies above the axis, else below.
  public var isAbove: Bool
  /// The hue of its line.
  public var hue: Int
}

/// An expected value at a later position, with the range it should lie in.
public struct ChartForecast: Sendable, Hashable {
  /// Where the drawing begins: position and level now.
  public var from: ChartPoint
  /// Position and value expected.
  public var to: ChartPoint
  /// The lower end of the range there.
  public var low: Double
  /// The upper end.
  public var high: Double
  /// The hue of the line it goes on from.
  public var hue: Int

  /// What is said at its end: `1.69 (1.66 to 1.71)`.
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

/// A series drawn small below the chart, over the same horizontal axis.
public struct ChartStrip: Sendable {
  /// Its name, such as `lr`.
  public var name: String
  /// Its points.
  public var points: [ChartPoint]
  /// Its largest value; the smallest is taken for 0.
  public var peak: Double
  /// Its last value.
  public var last: Double
}
