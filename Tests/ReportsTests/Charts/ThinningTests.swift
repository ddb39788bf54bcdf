import TestSupport
import Testing

@testable import Reports

@Suite("Thinning for drawing")
struct ThinningTests {
  @Test("Extremes, first and last survive, order stays, and the limit holds, over 200 seeds")
  func extremes() {
    for seed in 0..<200 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let count = Int.random(in: 0...5_000, using: &random)
      let limit = Int.random(in: 4...1_000, using: &random)
      let values = (0..<count).map { _ in
        Int.random(in: 0..<50, using: &random) == 0 ? Double.nan : random.nextGaussian()
      }
      let kept = thinnedIndices(values, to: limit)
      #expect(kept.count <= max(limit, 0) || count <= limit, "seed \(seed)")
      #expect(zip(kept, kept.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed)")
      #expect(kept.first == values.indices.first && kept.last == values.indices.last, "\(seed)")
      let finite = values.filter(\.isFinite)
      let drawn = kept.map { values[$0] }.filter(\.isFinite)
      #expect(drawn.min() == finite.min() && drawn.max() == finite.max(), "seed \(seed)")
    }
  }

  @Test("A series that fits is drawn whole")
  func whole() {
    #expect(thinnedIndices([3, 1, 2], to: 4) == [0, 1, 2])
    #expect(thinnedIndices([], to: 4) == [])
  }

  @Test("A long stretch of NaN still interrupts the line")
  func gap() {
    let values = (0..<10_000).map { (4_000..<6_000).contains($0) ? Double.nan : Double($0) }
    let kept = thinnedIndices(values, to: 100)
    #expect(kept.contains { values[$0].isNaN })
  }

  @Test("A chart says what was left out, and draws no more points than it was told to")
  func note() {
    var options = ChartOptions()
    options.pointLimit = 100
    let chart = Chart([ChartExamples.train()], options: options)
    #expect(
      chart.thinning == ["train: at most 100 of 600 points are drawn, extremes among them"])
    #expect(chart.lines.allSatisfy { $0.points.count <= 100 })
  }
}
