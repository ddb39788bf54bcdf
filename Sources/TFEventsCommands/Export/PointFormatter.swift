import Reports
import TextFormats

/// Formats each batch of a run independently; for formats whose rows do not depend on earlier rows.
struct PointFormatter {
  private var writer: any PointWriter
  private var declared = 0

  /// A formatter for a plan; its output has no headings.
  init(_ plan: ExportPlan) {
    writer = plan.writer(wideTags: nil)
    writer.buffer.removeAll()
  }

  /// Appends the rows of a batch; its series are the first ones of the run.
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
