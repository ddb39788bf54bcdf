import EventFiles
import Reports
import Scalars
import TextFormats

/// Points as a clean event file of one run: only its scalars, in the order in which they come.
struct EventFilePoints: PointWriter {
  var buffer = ByteBuffer()
  private var encoder: EventFileEncoder?
  private var series: [PointSeries] = []

  mutating func addSeries(_ one: PointSeries) { series.append(one) }

  mutating func add(_ batch: borrowing PointBatch) {
    for row in 0..<batch.points.count {
      let point = batch.points[row]
      var encoder =
        self.encoder
        ?? EventFileEncoder(wallTime: point.wallTime.isFinite ? point.wallTime : 0)
      let series = series[Int(batch.points.series[row])]
      let value = batch.smoothed.isEmpty ? point.value : batch.smoothed[row]
      encoder.add(
        tag: series.tag, Point(step: point.step, wallTime: point.wallTime, value: value),
        type: batch.smoothed.isEmpty ? series.type : .float64)
      buffer.append(encoder.bytes)
      encoder.bytes.removeAll(keepingCapacity: true)
      self.encoder = encoder
    }
  }

  mutating func endRun() {}

  mutating func end() {}
}
