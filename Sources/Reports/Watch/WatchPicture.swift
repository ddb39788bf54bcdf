import Convergence
public import Scalars
public import Statistics

/// Everything that the screen of one run shows.
public struct WatchPicture: Sendable {
  /// A series that is drawn.
  public struct Line: Sendable {
    /// Its name.
    public var name: String
    /// The data it was measured on.
    public var role: ChartSeries.Role
    /// Its points, in order.
    public var points: [Point]

    /// Creates a line.
    public init(name: String, role: ChartSeries.Role, points: [Point]) {
      self.name = name
      self.role = role
      self.points = points
    }
  }

  /// The state of the run.
  public var state: WatchState
  /// The series to draw, the most important first.
  public var lines: [Line] = []
  /// The numbers of the judged series and of the one beside it.
  public var figures: [WatchFigure] = []
  /// The reason for the verdict, in a sentence.
  public var reason: String?
  /// The gradient norm that was logged last.
  public var gradientNorm: Double?
  /// The learning rate that was logged last.
  public var learningRate: Double?
  /// The time now, in seconds since the Unix epoch.
  public var now: Double
  /// The events, the latest last.
  public var events: [WatchEvent] = []
  /// How it is drawn.
  public var look = WatchLook()

  /// Creates the picture of a run; the caller fills in the rest.
  public init(_ state: WatchState, now: Double) {
    self.state = state
    self.now = now
  }
}

/// The view chosen by keys.
public struct WatchLook: Sendable, Hashable {
  /// How often the next tag was requested; 0 is the judged series with its twin.
  public var tag = 0
  /// Whether the vertical axis is logarithmic.
  public var logarithmic = false
  /// What the horizontal axis counts.
  public var axis = HorizontalAxis.Kind.step
  /// The index of the smoothing among the choices.
  private var smoothingNumber = 0
  /// Whether the keys are explained.
  public var showsKeys = false
  /// Whether there are other runs to go back to.
  public var isOneOfSeveral = false

  private static let smoothings: [(word: String, smoothing: Smoothing?)] = [
    ("auto", nil), ("0.6", .exponential(weight: 0.6)), ("0.9", .exponential(weight: 0.9)),
    ("none", Smoothing.none),
  ]

  /// Creates the initial view of a watch.
  public init() {}

  /// How the lines are smoothed; nil for the usual way.
  public var smoothing: Smoothing? { Self.smoothings[smoothingNumber].smoothing }
  /// The same in a word.
  public var smoothingWord: String { Self.smoothings[smoothingNumber].word }

  /// Handles a key; false if it has no meaning.
  public mutating func press(_ key: UInt8) -> Bool {
    switch key {
    case 9: tag += 1
    case UInt8(ascii: "l"): logarithmic.toggle()
    case UInt8(ascii: "x"): axis = axis == .step ? .time : .step
    case UInt8(ascii: "s"): smoothingNumber = (smoothingNumber + 1) % Self.smoothings.count
    case UInt8(ascii: "?"): showsKeys.toggle()
    default: return false
    }
    return true
  }
}
