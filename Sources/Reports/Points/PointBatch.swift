public import Scalars
public import TextFormats

/// Some points of one run to be written, with additional facts that only exports need.
public struct PointBatch: Sendable {
  /// The points; a row's series number is its index among the series declared so far.
  public var points = ScalarBatch()
  /// Whether each row was replaced by a restart; empty if none was.
  public var superseded: [Bool] = []
  /// Each row's smoothed value; empty if nothing is smoothed.
  public var smoothed: [Double] = []
  /// The number of the job that wrote each row, from 0; empty if it is not wanted.
  public var segments: [Int64] = []
  /// Each row's file as an index into `fileNames`; empty if it is not wanted.
  public var files: [Int32] = []
  /// The names of files.
  public var fileNames: [String] = []

  /// Creates an empty batch.
  public init() {}

  /// Keeps the rows for which `isKept` is true, in their order.
  public mutating func keep(where isKept: (Int) -> Bool) {
    var kept = 0
    for row in 0..<points.count where isKept(row) {
      if row != kept { move(row, to: kept) }
      kept += 1
    }
    points.count = kept
  }

  private mutating func move(_ row: Int, to place: Int) {
    points.series[place] = points.series[row]
    points.steps[place] = points.steps[row]
    points.wallTimes[place] = points.wallTimes[row]
    points.values[place] = points.values[row]
    if !points.offsets.isEmpty { points.offsets[place] = points.offsets[row] }
    if !superseded.isEmpty { superseded[place] = superseded[row] }
    if !smoothed.isEmpty { smoothed[place] = smoothed[row] }
    if !segments.isEmpty { segments[place] = segments[row] }
    if !files.isEmpty { files[place] = files[row] }
  }
}

/// A series to be written.
public struct PointSeries: Sendable, Hashable {
  /// The run: the directory that contains the series' files, as TensorBoard names it.
  public var run: String
  /// The tag.
  public var tag: String
  /// The number format that can hold all of its values; known before the first of them is written.
  public var type: NumberType

  /// Creates a description.
  public init(run: String, tag: String, type: NumberType) {
    self.run = run
    self.tag = tag
    self.type = type
  }
}

/// Writes points in one format, run after run.
///
/// For each run: its series in the order in which they are met, batches of points, and the end of
/// the run.
public protocol PointWriter {
  /// The output that the caller has not taken yet.
  var buffer: ByteBuffer { get set }
  /// Declares the next series of the run, in the order of their numbers.
  mutating func addSeries(_ series: PointSeries)
  /// Adds points.
  mutating func add(_ batch: borrowing PointBatch)
  /// Whether the points of a run can be taken back until it ends.
  var mayTakeBack: Bool { get }
  /// Forgets the points and series of the run that has not ended: they come again.
  mutating func takeBackRun()
  /// Ends a run and forgets its series.
  mutating func endRun()
  /// Ends the output.
  mutating func end()
}

extension PointWriter {
  // What most writers are.
  public var mayTakeBack: Bool { false }
  public mutating func takeBackRun() {
    preconditionFailure("points of this writer stand once they are added")
  }
}
