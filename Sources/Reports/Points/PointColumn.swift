/// A column of a table of points.
public enum PointColumn: String, Sendable, Hashable, CaseIterable {
  /// The run's name.
  case run
  /// The tag.
  case tag
  /// The step.
  case step
  /// Seconds since the Unix epoch, or ISO 8601; empty if it is missing.
  case wallTime = "wall_time"
  /// The value in the fewest digits that read back as the same number in the type of its series;
  /// types narrower than float32 are written like doubles.
  case value
  /// The smoothed value.
  case smoothed
  /// The event file that contains the point.
  case file
  /// The offset of the point's record in that file, in bytes.
  case offset
  /// The segment of the point, from 0: how often the job had been restarted before it was written.
  case segment
  /// 1 if a restart replaced the point, else 0.
  case superseded
  /// The number format in which the series was stored.
  case dtype

  /// The columns that can be added on request.
  public static let extra: [PointColumn] = [.file, .offset, .segment, .superseded, .dtype]

  /// Whether it holds numbers.
  var isNumber: Bool { ![.run, .tag, .file, .dtype].contains(self) }
}

/// Which columns a table of points has, and how they are written.
public struct PointLayout: Sendable {
  /// The columns in order.
  public var columns: [PointColumn]
  /// Their headings.
  public var titles: [String]
  /// Whether wall times are written as ISO 8601 in UTC.
  public var writesISOTime = false
  /// Whether values are written with all digits of a double, as Python writes a widened float.
  public var widensValues = false

  /// Creates a layout.
  public init(_ columns: [PointColumn], titles: [String]? = nil) {
    self.columns = columns
    self.titles = titles ?? columns.map(\.rawValue)
  }

  /// `run,tag,step,wall_time,value`: the layout that suits pandas and databases best.
  public static let long = PointLayout([.run, .tag, .step, .wallTime, .value])

  /// The table of TensorBoard's download button.
  public static var tensorBoard: PointLayout {
    var layout = PointLayout(
      [.wallTime, .step, .value], titles: ["Wall time", "Step", "Value"])
    layout.widensValues = true
    return layout
  }

  /// What tbparse's `SummaryReader(…, extra_columns={"dir_name"}).scalars` holds.
  public static var tbparse: PointLayout {
    var layout = PointLayout(
      [.step, .tag, .value, .run], titles: ["step", "tag", "value", "dir_name"])
    layout.widensValues = true
    return layout
  }
}
