import Convergence
import Scalars
import Statistics
import TestSupport
import Testing

/// A single value in the last tenth must not decide.
struct OneOutlierTests {
  @Test("One bad evaluation shortly before the end leaves the verdict as it is, and is a spike")
  func validation() {
    for seed in 0..<100 {
      let shape = [Curves.falling, Curves.flat][seed % 2]
      let count = [24, 60, 150][seed / 2 % 3]
      let points = Curves.points(count, every: 50, noise: 0.004, seed: UInt64(seed), shape)
      let train = Curves.points(500, noise: 0.01, seed: UInt64(seed + 100), Curves.falling)
      for place in 1...4 {
        var (rest, spiked) = (points, points)
        rest.remove(at: count - 1 - place)
        let without = verdict(rest, validation: true, train: train)
        spiked[count - 1 - place].value *= [1.15, 1.5, 4][seed % 3]
        let judgement = judge(
          RunEvidence(
            judged: SeriesTracker(spiked), judgedIsValidation: true, train: SeriesTracker(train)))
        #expect(judgement.verdict == without, "seed \(seed), \(place) before the end")
        let spikes = judgement.flags.compactMap { flag -> [Int64]? in
          if case .spikes(let all) = flag { all.largest.map(\.step) } else { nil }
        }
        #expect(
          spikes.contains { $0.contains(spiked[count - 1 - place].step) },
          "seed \(seed), \(place) before the end")
      }
    }
  }

  @Test("The last value alone decides nothing, either")
  func last() {
    for seed in 0..<50 {
      let points = Curves.points(60, noise: 0.004, seed: UInt64(seed), Curves.flat)
      var spiked = points
      spiked[59].value *= 5
      #expect(verdict(spiked) == verdict(points), "seed \(seed)")
      #expect(verdict(spiked, validation: true) == verdict(points, validation: true))
    }
  }

  @Test("One value of many in a block changes nothing")
  func inBlocks() {
    for seed in 0..<50 {
      let points = Curves.points(2000, every: 1, noise: 0.02, seed: UInt64(seed), Curves.flat)
      var spiked = points
      spiked[1960 + seed % 30].value = [30, 1e6, 1e33][seed % 3]
      let judgement = judge(RunEvidence(judged: SeriesTracker(spiked)))
      #expect(judgement.verdict == verdict(points), "seed \(seed)")
      #expect((judgement.level ?? 0) < 1.1, "seed \(seed)")
    }
  }

  @Test("A burst of a few points that is over changes nothing, in the numbers neither")
  func burst() throws {
    for seed in 0..<50 {
      let count = [200, 400, 2000][seed % 3]
      let points = Curves.points(count, every: 1, noise: 0.01, seed: UInt64(seed), Curves.flat)
      var spiked = points
      let place = count * (55 + seed % 41) / 100 - 4
      for (index, value) in [40.0, 90, 30, 4].enumerated() { spiked[place + index].value = value }
      let judgement = judge(RunEvidence(judged: SeriesTracker(spiked)))
      #expect(judgement.verdict == verdict(points), "seed \(seed)")
      #expect(abs(try #require(judgement.forecast).low - 1) < 0.1, "seed \(seed)")
    }
  }

  @Test("A level that lasts is no outlier")
  func levels() {
    for seed in 0..<50 {
      let points = Curves.points(100, noise: 0.01, seed: UInt64(seed)) {
        Curves.flat($0) + ($0 > 0.93 ? 4 : 0)
      }
      #expect(verdict(points) == .diverged, "seed \(seed)")
    }
  }

  @Test("One evaluation that is far too good does not make those after it overfitting")
  func tooGood() {
    for seed in 0..<60 {
      let count = [12, 20, 40][seed % 3]
      let points = Curves.points(count, every: 50, noise: 0.004, seed: UInt64(seed)) {
        1 + 4 * exponential(-5 * $0)
      }
      #expect(verdict(points, validation: true) == .improving, "seed \(seed)")
      for place in 1...3 {
        var lucky = points
        lucky[count - 1 - place].value *= 0.6
        let judgement = judge(
          RunEvidence(judged: SeriesTracker(lucky), judgedIsValidation: true))
        #expect(!judgement.verdict.isBad, "seed \(seed), \(place) before the end")
      }
    }
  }
}

extension Verdict {
  fileprivate var isBad: Bool { [.overfitting, .worsening, .diverged].contains(self) }
}
