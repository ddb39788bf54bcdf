public import Scalars

/// Points as rows of long CSV: `run,tag,step,wall_time,value`.
///
/// Values are written in the fewest digits that read back in the type they were stored in; a wall time
/// that is missing is an empty field.
public struct PointTable {
  /// The rows so far; drained by whoever writes them.
  public var csv = CSVWriter()
  private let withSuperseded: Bool
  private var prefixes: [[UInt8]] = []
  private var types: [NumberType] = []

  /// Creates a table and writes its header.
  public init(withSuperseded: Bool = false) {
    self.withSuperseded = withSuperseded
    csv.row(["run", "tag", "step", "wall_time", "value"] + (withSuperseded ? ["superseded"] : []))
  }

  /// Forgets the series of the last run.
  public mutating func beginRun() {
    prefixes.removeAll(keepingCapacity: true)
    types.removeAll(keepingCapacity: true)
  }

  /// Declares the next series of the run, in the order of their numbers.
  public mutating func addSeries(run: String, tag: String, type: NumberType) {
    prefixes.append(csv.encode([run, tag]))
    types.append(type)
  }

  /// The number of series declared since the run began.
  public var seriesCount: Int { prefixes.count }

  /// Adds a row of a batch.
  public mutating func add(_ batch: borrowing ScalarBatch, row: Int, isSuperseded: Bool = false) {
    let series = Int(batch.series[row])
    csv.field(encoded: prefixes[series])
    csv.field(batch.steps[row])
    let wallTime = batch.wallTimes[row]
    if wallTime.isFinite { csv.field(wallTime) } else { csv.field(encoded: []) }
    csv.field(batch.values[row], as: types[series])
    if withSuperseded { csv.field(encoded: [isSuperseded ? 49 : 48]) }
    csv.endRow()
  }
}
