import Scalars
import TestSupport
import Testing

@Suite("Points of a batch by their series")
struct PointSorterTests {
  /// Fills a batch with rows of these series; each row's step is its number.
  private func batch(_ series: [UInt32]) -> ScalarBatch {
    var batch = ScalarBatch()
    batch.count = series.count
    for (row, number) in series.enumerated() {
      batch.series[row] = number
      batch.steps[row] = Int64(row)
      batch.wallTimes[row] = 0.5 * Double(row)
      batch.values[row] = -Double(row)
    }
    return batch
  }

  private func check(_ series: [UInt32], _ note: Comment) {
    var batch = batch(series)
    batch.sort()
    let sorted = batch.sorted
    var rows: [UInt32: [Int]] = [:]
    for (row, number) in series.enumerated() { rows[number, default: []].append(row) }
    #expect(sorted.groups.count == rows.count, note)
    #expect(sorted.groups.reduce(0) { $0 + $1.range.count } == series.count, note)
    for (number, range) in sorted.groups {
      let expected = rows[UInt32(number)] ?? []
      #expect(sorted.points[range].elementsEqual(expected.map { batch[$0] }), note)
      #expect(sorted.rows(in: batch)[range].elementsEqual(expected), note)
    }
  }

  @Test(
    "The points of each series stand together in their order, for series in any order, over 300 seeds"
  )
  func anyOrder() {
    for seed in UInt64(0)..<300 {
      var random = SeededRandom(seed: seed)
      let count = Int.random(in: 0...400, using: &random)
      let limit = UInt32.random(in: 1...90, using: &random)
      check((0..<count).map { _ in UInt32.random(in: 0..<limit, using: &random) }, "seed \(seed)")
    }
  }

  @Test(
    "So they do where series come in turn, to the end or with one row out of turn, over 300 seeds")
  func inTurn() {
    for seed in UInt64(0)..<300 {
      var random = SeededRandom(seed: seed)
      let period = Int.random(in: 1...80, using: &random)
      let order = (0..<UInt32(period)).map { 3 * $0 }.shuffled(using: &random)
      let count = Int.random(in: 0...(seed % 3 == 0 ? ScalarBatch.capacity : 300), using: &random)
      var series = (0..<count).map { order[$0 % period] }
      check(series, "seed \(seed), in turn")
      guard let row = series.indices.randomElement(using: &random) else { continue }
      series[row] = order[0]
      check(series, "seed \(seed), row \(row) out of turn")
    }
  }

  @Test("Series that come twice in a turn are not taken apart")
  func twiceInATurn() {
    check([7, 1, 1, 7, 1, 1, 7, 1, 1, 7, 1, 1], "1 twice")
    check([1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2], "2 twice")
  }

  @Test("A batch that is sorted anew holds nothing of what it held before")
  func anew() {
    var batch = batch([0, 1, 2, 0, 1, 2])
    batch.sort()
    batch.count = 2
    batch.series[0] = 5
    batch.sort()
    #expect(batch.sorted.groups.map(\.series) == [5, 1])
    #expect(batch.sorted.points[0] == batch[0] && batch.sorted.points[1] == batch[1])
    batch.count = 0
    batch.sort()
    #expect(batch.sorted.groups.isEmpty && batch.sorted.rows(in: batch).isEmpty)
  }
}
