import Scalars
import TestSupport
import Testing

@testable import Reports
import TextFormats

/// Rows as another format writes them, cell by cell: the general code, without a frame.
private struct CellByCell<Rows: RowWriter>: RowWriter {
  var rows: Rows
  var buffer: ByteBuffer {
    get { rows.buffer }
    set { rows.buffer = newValue }
  }
  mutating func header(_ titles: [String], numbers: [Bool]) {
    rows.header(titles, numbers: numbers)
  }
  func encode(_ text: String, column: Int) -> [UInt8] { rows.encode(text, column: column) }
  func separators(columns: Int) -> [[UInt8]]? { nil }
  mutating func field(encoded: [UInt8]) { rows.field(encoded: encoded) }
  mutating func field(_ number: Int64) { rows.field(number) }
  mutating func field(_ number: Double, as type: NumberType) { rows.field(number, as: type) }
  mutating func missing() { rows.missing() }
  mutating func endRow() { rows.endRow() }
  mutating func end() { rows.end() }
}

@Suite("Rows put together from what their series share")
struct RowFrameTests {
  private static let tags = [
    "", "loss", "a,\"b\"\n", "exactly8", "a tag of more than sixteen bytes",
  ]

  private func series() -> [PointSeries] {
    NumberType.allCases.enumerated().map { place, type in
      PointSeries(
        run: place.isMultiple(of: 2) ? "." : "exp/rün", tag: Self.tags[place % Self.tags.count],
        type: type)
    }
  }

  private func batch(_ random: inout SeededRandom) -> PointBatch {
    var batch = PointBatch()
    batch.points.count = 700
    for row in 0..<batch.points.count {
      let type = Int.random(in: 0..<NumberType.allCases.count, using: &random)
      batch.points.series[row] = UInt32(type)
      batch.points.steps[row] =
        Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random)
      batch.points.wallTimes[row] = Self.wallTime(&random)
      batch.points.values[row] = Self.value(NumberType.allCases[type], &random)
    }
    return batch
  }

  private static func wallTime(_ random: inout SeededRandom) -> Double {
    switch random.next() % 16 {
    case 0: .nan
    case 1: 12.5
    default: 1_763_500_000 + Double.random(in: 0..<100, using: &random)
    }
  }

  private static func value(_ type: NumberType, _ random: inout SeededRandom) -> Double {
    let number = Double.random(in: -5..<5, using: &random)
    switch random.next() % 16 {
    case 0: return .nan
    case 1: return -.infinity
    case 2: return -0.0
    case 3: return number * 1e30
    default: break
    }
    switch type {
    case .float32: return Double(Float(number))
    case .integer, .boolean: return number.rounded()
    case .float16: return Double(Float16(number))
    default: return (number * 2).rounded() / 2
    }
  }

  private func text(_ rows: some RowWriter, _ layout: PointLayout, seed: UInt64) -> String {
    var random = SeededRandom(seed: seed)
    var writer = LongPoints(rows, layout)
    for one in series() { writer.addSeries(one) }
    writer.add(batch(&random))
    writer.endRun()
    writer.addSeries(PointSeries(run: "next", tag: "run", type: .float32))
    var next = batch(&random)
    for row in 0..<next.points.count { next.points.series[row] = 0 }
    writer.add(next)
    writer.end()
    return writer.buffer.text
  }

  @Test(
    "They are the bytes that are written cell by cell",
    arguments: [
      PointLayout.long, .tensorBoard, .tbparse, PointLayout(PointLayout.long.columns + [.dtype]),
    ])
  func agreement(layout: PointLayout) {
    for seed in UInt64(1)...5 {
      #expect(
        text(CSVWriter(crlf: true), layout, seed: seed)
          == text(CellByCell(rows: CSVWriter(crlf: true)), layout, seed: seed), "seed \(seed)")
      #expect(
        text(JSONRows(), layout, seed: seed)
          == text(CellByCell(rows: JSONRows()), layout, seed: seed), "seed \(seed)")
    }
  }

  @Test("Columns that are neither texts of a series nor its numbers are written cell by cell")
  func otherColumns() {
    let separators = CSVWriter().separators(columns: 6)
    let longer = PointLayout(PointLayout.long.columns + [.offset])
    #expect(RowFrame(longer, separators: separators) == nil)
    #expect(RowFrame(.long, separators: CSVWriter().separators(columns: 5)) != nil)
    #expect(RowFrame(.long, separators: TextRows(.markdown).separators(columns: 5)) == nil)
  }
}
