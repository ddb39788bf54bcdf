import Scalars
import TestSupport
import Testing

@testable import LogDirectories

@Suite("What one pass learns of a series")
struct SeriesStatisticsTests {
  @Test("Steps that repeat and go back are counted, and the highest stays the highest")
  func steps() {
    var statistics = SeriesStatistics()
    #expect(statistics.maximumStep == .min && statistics.minimumStep == .max)
    let expected: [(step: Int64, highest: Int64, repeated: Int, decreases: Int)] = [
      (-3, -3, 0, 0), (5, 5, 0, 0), (5, 5, 1, 0), (2, 5, 1, 1), (4, 5, 1, 1), (9, 9, 1, 1),
      (1, 9, 1, 2), (1, 9, 2, 2),
    ]
    for (step, highest, repeated, decreases) in expected {
      statistics.add(Point(step: step, wallTime: 0, value: 1))
      #expect(statistics.maximumStep == highest && statistics.minimumStep == -3)
      #expect(statistics.repeatedSteps == repeated && statistics.stepDecreases == decreases)
    }
  }

  /// The statistics as their definitions say, point by point.
  private func expected(_ points: [Point], dropsDuplicates: Bool) -> SeriesStatistics {
    var all = SeriesStatistics()
    for point in points {
      let isAgain =
        all.points > 0 && point.step == all.last.step
        && point.wallTime.bitPattern == all.last.wallTime.bitPattern
        && point.value.bitPattern == all.last.value.bitPattern
      if isAgain, dropsDuplicates {
        all.duplicates += 1
        continue
      }
      if all.points == 0 { all.first = point }
      if all.points > 0, point.step == all.last.step { all.repeatedSteps += 1 }
      if all.points > 0, point.step < all.last.step { all.stepDecreases += 1 }
      all.points += 1
      all.last = point
      all.minimumStep = min(all.minimumStep, point.step)
      all.maximumStep = max(all.maximumStep, point.step)
      if point.value.isFinite {
        all.minimum = min(all.minimum, point.value)
        all.maximum = max(all.maximum, point.value)
      } else {
        all.nonFinite += 1
      }
    }
    return all
  }

  @Test("Points counted by the stretch are counted as their definitions say, over 400 seeds")
  func stretches() {
    for seed in UInt64(0)..<400 {
      var random = SeededRandom(seed: seed)
      let odd: [Double] = [.nan, -.nan, .infinity, -.infinity, 0, -0.0, 1e308]
      let edges: [Int64] = [.min, .max, 0, .min + 1, .max - 1]
      var points: [Point] = []
      for step in 0..<Int64.random(in: 0...60, using: &random) {
        let roll = Int.random(in: 0..<(seed % 2 == 0 ? 8 : 60), using: &random)
        var point = Point(step: step, wallTime: Double(step / 3), value: random.nextGaussian())
        if roll == 0 { point.value = odd.randomElement(using: &random) ?? 0 }
        if roll == 1 { point.step = edges.randomElement(using: &random) ?? 0 }
        if roll == 2 { point.wallTime = .nan }
        if roll == 3, let last = points.last { point = last }
        points.append(point)
      }
      for drops in [false, true] {
        var statistics = SeriesStatistics()
        var next = 0
        while next < points.count {
          let end = Int.random(in: next + 1...points.count, using: &random)
          let stretch = points[next..<end]
          let count = statistics.add(stretch.span, toDuplicate: drops)
          next += count
          guard count < stretch.count else { continue }
          #expect(drops, "seed \(seed): stopped without being asked to")
          let isTaken = statistics.take(points[next], dropsDuplicates: true)
          #expect(!isTaken, "seed \(seed)")
          next += 1
        }
        let whole = expected(points, dropsDuplicates: drops)
        #expect(String(reflecting: statistics) == String(reflecting: whole), "seed \(seed)")
      }
    }
  }
}
