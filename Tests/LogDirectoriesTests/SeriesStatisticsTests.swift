import LogDirectories
import Testing

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
      statistics.add(step: step, wallTime: 0, value: 1)
      #expect(statistics.maximumStep == highest && statistics.minimumStep == -3)
      #expect(statistics.repeatedSteps == repeated && statistics.stepDecreases == decreases)
    }
  }
}
