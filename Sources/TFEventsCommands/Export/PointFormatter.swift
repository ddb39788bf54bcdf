import Reports
import TextFormats

/// Makes rows of batches of one run, each by itself; for formats whose rows depend on nothing before them.
struct PointFormatter {
  private var writer: any PointWriter
  private var declared = 0

  /// A formatter for a plan; what it writes has no headings.
  init(_ plan: ExportPlan) {
    writer = plan.writer(wideTags: nil)
    writer.buffer.removeAll()
  }

  /// Appends the rows of a batch, whose series are the first of the run's.
  mutating func write(
    _ batch: borrowing PointBatch, of series: [PointSeries], to rows: inout ByteBuffer
  ) {
    for one in series.dropFirst(declared) { writer.addSeries(one) }
    declared = max(declared, series.count)
    swap(&rows, &writer.buffer)
    writer.add(batch)
    swap(&rows, &writer.buffer)
  }
}
