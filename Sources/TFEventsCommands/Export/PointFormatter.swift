import Reports
import TextFormats

/// Turns each batch of a run into rows on its own; for formats whose rows do not depend on earlier rows.
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
