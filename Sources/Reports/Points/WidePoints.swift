import Scalars
import TextFormats

/// Points as rows of `run,step,<tag>…`, one row per step.
///
/// If several values share a step and a tag, the last one counts. A run is held in memory until its
/// end, since its rows must be in the order of steps.
struct WidePoints<Rows: RowWriter>: PointWriter {
  private struct Cell {
    var step: Int64
    var column: Int
    var value: Double
    var type: NumberType
  }

  private var rows: Rows
  private let columnCount: Int
  private let columns: [ByteKey: Int]
  private var series: [PointSeries] = []
  /// The runs so far, in order; each member of a logical run has its own rows.
  private var runs: [String] = []
  private var cells: [[Cell]] = []
  private var runOfSeries: [Int] = []

  init(_ rows: Rows, tags: [String]) {
    self.rows = rows
    columnCount = tags.count
    columns = Dictionary(
      tags.enumerated().map { (ByteKey($1), $0) }, uniquingKeysWith: { first, _ in first })
    self.rows.header(
      ["run", "step"] + tags, numbers: [false] + Array(repeating: true, count: tags.count + 1))
  }

  var buffer: ByteBuffer {
    get { rows.buffer }
    _modify { yield &rows.buffer }
  }

  mutating func addSeries(_ one: PointSeries) {
    series.append(one)
    let key = ByteKey(one.run)
    let number = runs.firstIndex { ByteKey($0) == key }
    if number == nil {
      runs.append(one.run)
      cells.append([])
    }
    runOfSeries.append(number ?? runs.count - 1)
  }

  mutating func add(_ batch: borrowing PointBatch) {
    for row in 0..<batch.points.count {
      let number = Int(batch.points.series[row])
      guard let column = columns[ByteKey(series[number].tag)] else { continue }
      if !batch.superseded.isEmpty, batch.superseded[row] { continue }
      cells[runOfSeries[number]].append(
        Cell(
          step: batch.points.steps[row], column: column,
          value: batch.smoothed.isEmpty ? batch.points.values[row] : batch.smoothed[row],
          type: batch.smoothed.isEmpty ? series[number].type : .float64))
    }
  }

  mutating func endRun() {
    for (run, unsorted) in zip(runs, cells) {
      // The values of a step keep the order in which they were written.
      let order = unsorted.indices.sorted {
        (unsorted[$0].step, $0) < (unsorted[$1].step, $1)
      }
      let name = rows.encode(run, column: 0)
      var values = [Cell?](repeating: nil, count: columnCount)
      for (place, index) in order.enumerated() {
        let cell = unsorted[index]
        values[cell.column] = cell
        let isLast = place + 1 == order.count || unsorted[order[place + 1]].step != cell.step
        if isLast {
          write(name, cell.step, values)
          for column in values.indices { values[column] = nil }
        }
      }
    }
    series.removeAll()
    runs.removeAll()
    cells.removeAll()
    runOfSeries.removeAll()
  }

  private mutating func write(_ run: [UInt8], _ step: Int64, _ values: [Cell?]) {
    rows.field(encoded: run)
    rows.field(step)
    for cell in values {
      if let cell {
        rows.field(cell.value, as: cell.type)
      } else {
        rows.missing()
      }
    }
    rows.endRow()
  }

  mutating func end() { rows.end() }
}
