import Goldens
import Reports
import Scalars
import Statistics
import Testing
import TextFormats

@Suite("Points in each of their formats")
struct PointFormatTests {
  /// Two series of a run: a float that is not exact, NaN, and a tag that needs every kind of
  /// quoting.
  static func batch() -> PointBatch {
    var batch = PointBatch()
    let rows: [(UInt32, Int64, Double, Double)] = [
      (0, 1, 1_700_000_000, Double(Float(0.1))), (1, 1, 1_700_000_000.25, 2.5),
      (0, 2, .nan, .nan), (0, 2, 1_700_000_010, -.infinity), (1, 3, 1_700_000_020, -0.0),
    ]
    batch.points.count = rows.count
    for (row, point) in rows.enumerated() {
      batch.points.series[row] = point.0
      batch.points.steps[row] = point.1
      batch.points.wallTimes[row] = point.2
      batch.points.values[row] = point.3
    }
    return batch
  }

  static func text(
    _ format: PointFormat, _ layout: PointLayout = .long, wide: [String]? = nil, crlf: Bool = false,
    change: (inout PointBatch) -> Void = { _ in }
  ) -> String {
    let setting = PointFormat.Setting(layout, wideTags: wide, crlf: crlf)
    guard var writer = format.writer?(setting) else { return "" }
    writer.addSeries(PointSeries(run: "a/b", tag: "loss", type: .float32))
    writer.addSeries(PointSeries(run: "a/b", tag: "x,\"y\"\n_1|2", type: .float64))
    var batch = batch()
    change(&batch)
    writer.add(batch)
    writer.endRun()
    writer.end()
    return writer.buffer.text
  }

  @Test("CSV: shortest digits of the stored type, nan and inf as pandas reads them")
  func csv() { expectGolden(Self.text(.csv), "points.csv") }

  @Test("TSV")
  func tsv() { expectGolden(Self.text(.tsv), "points.tsv") }

  @Test("JSON lines: null and a word for what is no number")
  func jsonl() { expectGolden(Self.text(.jsonl), "points.jsonl") }

  @Test("TensorBoard's CSV: CRLF, and Python's repr of the widened float")
  func tensorBoard() {
    expectGolden(Self.text(.csv, .tensorBoard, crlf: true), "points-tensorboard.csv")
  }

  @Test("tbparse's columns")
  func tbparse() {
    expectGolden(Self.text(.csv, .tbparse), "points-tbparse.csv")
  }

  @Test("Wide: a row a step in the order of steps, the later value of a step")
  func wide() {
    expectGolden(Self.text(.csv, wide: ["loss", "x,\"y\"\n_1|2", "none"]), "points-wide.csv")
  }

  @Test("Markdown")
  func markdown() { expectGolden(Self.text(.md), "points.md") }

  @Test("LaTeX with booktabs")
  func latex() { expectGolden(Self.text(.latex), "points.tex") }

  @Test("Further columns, and times in ISO 8601")
  func columns() {
    var layout = PointLayout(PointLayout.long.columns + [.smoothed] + PointColumn.extra)
    layout.writesISOTime = true
    let text = Self.text(.csv, layout) { batch in
      batch.smoothed = [1, 2, 3, 4, 5]
      batch.superseded = [false, false, true, true, false]
      batch.segments = [0, 0, 0, 1, 1]
      batch.files = [0, 0, -1, 0, 0]
      batch.fileNames = ["events.1"]
      batch.points.offsets = [40, 88, 136, 184, 232]
    }
    expectGolden(text, "points-columns.csv")
  }

  @Test("A format is told by the end of a file's name")
  func names() {
    let names: [(name: String, format: PointFormat?)] = [
      ("a.csv", .csv), ("a.CSV.gz", .csv), ("a.tsv", .tsv), ("x/a.jsonl", .jsonl),
      ("a.tex", .latex),
      ("runs.db", .sqlite), ("run.tfevents/a.csv", .csv), ("d/events.out.tfevents.1.h", .tfevents),
      ("a", nil), ("tfevents-2.csv", .csv), ("my-tfevents", .tfevents),
      ("a.tfevents.gz", .tfevents), ("a.arrow", .arrow), ("a.feather", .arrow),
      ("runs.PARQUET", .parquet),
    ]
    for (name, format) in names {
      #expect(PointFormat(fileName: name)?.rawValue == format?.rawValue, "\(name)")
    }
  }
}

@Suite("Points chosen, smoothed and thinned")
struct PointSelectionTests {
  private func run(_ selection: PointSelection, _ transform: PointTransform?) -> [[Int64]] {
    var batch = PointFormatTests.batch()
    var selection = selection
    if var transform {
      var steps: [[Int64]] = []
      transform.add(batch)
      transform.endRun(&selection) { (batch) throws(Never) in
        steps.append(Array(batch.points.steps.prefix(batch.points.count)))
      }
      return steps
    }
    selection.apply(to: &batch)
    return [Array(batch.points.steps.prefix(batch.points.count))]
  }

  @Test("Steps and every Nth point are counted series by series")
  func selection() {
    var selection = PointSelection()
    selection.steps = 2...3
    #expect(run(selection, nil) == [[2, 2, 3]])
    selection.steps = .min ... .max
    selection.every = 2
    #expect(run(selection, nil) == [[1, 1, 2]])
  }

  @Test("A transform hands on what a selection alone would, series by series")
  func transform() {
    var selection = PointSelection()
    selection.every = 2
    let none = PointTransform(smoothing: .none, maximum: nil)
    #expect(run(selection, none) == [[1, 2], [1]])
  }

  @Test("Thinning keeps both ends and the spike between")
  func thinning() {
    let x = (0..<1_000).map(Double.init)
    var y = x.map { $0 / 1_000 }
    y[617] = 50
    let kept = largestTriangles(x, y, keeping: 20)
    #expect(kept.count == 20)
    #expect(kept.first == 0)
    #expect(kept.last == 999)
    #expect(kept.contains(617))
    #expect(kept == kept.sorted())
    #expect(largestTriangles([1, 2, 3], [1, 2, 3], keeping: 3) == [0, 1, 2])
  }

  @Test("Thinning survives NaN and infinities anywhere")
  func thinningNonFinite() {
    let x = (0..<500).map(Double.init)
    var random: UInt64 = 7
    for _ in 0..<50 {
      let y = x.map { _ -> Double in
        random = random &* 6_364_136_223_846_793_005 &+ 1
        return switch random >> 61 {
        case 0: .nan
        case 1: .infinity
        default: Double(random >> 40)
        }
      }
      let kept = largestTriangles(x, y, keeping: 37)
      #expect(Set(kept).count == 37)
    }
  }
}
