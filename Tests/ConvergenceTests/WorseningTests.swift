import Convergence
import Scalars
import Statistics
import TestSupport
import Testing

struct WorseningTests {
  @Test(
    "A training loss that doubles late is worsening since its best, not flat", arguments: 0..<20)
  func doubles(seed: Int) throws {
    let points = Curves.points(300, noise: 0.03, seed: UInt64(seed)) {
      2 + 8 * Curves.flat($0 * 0.7) - 8 + max(0, 5 * ($0 - 0.6))
    }
    let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
    #expect(judgement.verdict == .worsening)
    let best = try #require(judgement.bestLevel)
    #expect(judgement.onsetStep == best.step)
    guard case .worsened(let least, let now, let since) = judgement.reason else {
      Issue.record("\(judgement.reason)")
      return
    }
    #expect(least == best.value && now == judgement.level && since == best.step)
  }

  @Test("A reward that loses two fifths of its best is worsening", arguments: 0..<20)
  func reward(seed: Int) {
    let points = Curves.points(300, noise: 8, seed: UInt64(seed)) {
      $0 < 0.5 ? 600 * $0 : 300 - 240 * ($0 - 0.5)
    }
    let judgement = judge(
      RunEvidence(judged: SeriesTracker(points, direction: .max), direction: .max))
    #expect(judgement.verdict == .worsening)
  }

  @Test("A level that jumps and stays is worsening, wherever the jump is")
  func jumps() {
    for seed in 0..<60 {
      let count = [20, 40, 100, 400, 2000][seed % 5]
      let place = [0.3, 0.5, 0.7, 0.75][seed % 4]
      let points = Curves.points(count, noise: 0.004, seed: UInt64(seed)) { x in
        Curves.flat(x) + (x > place ? 0.15 : 0)
      }
      #expect(verdict(points) == .worsening, "seed \(seed)")
    }
  }

  @Test("Noise around a level is hardly ever called worsening, whatever its size")
  func noise() {
    var worsening = 0
    for seed in 0..<300 {
      let noise = [0.003, 0.01, 0.03, 0.1, 0.3][seed % 5]
      let count = [20, 60, 300][seed / 5 % 3]
      let points = Curves.points(count, noise: noise, seed: UInt64(seed), Curves.flat)
      if verdict(points) == .worsening { worsening += 1 }
    }
    #expect(worsening <= 6)
  }

  @Test("A loss on its way back to its best is not worsening")
  func wayBack() {
    for seed in 0..<20 {
      let points = Curves.points(300, noise: 0.01, seed: UInt64(seed)) { x in
        Curves.flat(x) + (x > 0.5 ? max(0, 2 - 3.6 * (x - 0.5)) : 0)
      }
      #expect(verdict(points) != .worsening, "seed \(seed)")
      #expect(verdict(points) != .diverged, "seed \(seed)")
    }
  }

  @Test("A validation loss that rises with its training loss by a tenth is worsening, not diverged")
  func withTrain() {
    for seed in 0..<20 {
      let validation = Curves.points(60, every: 50, noise: 0.003, seed: UInt64(seed)) {
        Curves.flat($0) + max(0, 0.2 * ($0 - 0.5))
      }
      let train = Curves.points(300, noise: 0.003, seed: UInt64(seed + 100)) {
        0.8 * Curves.flat($0) + max(0, 0.2 * ($0 - 0.5))
      }
      #expect(verdict(validation, validation: true, train: train) == .worsening, "seed \(seed)")
    }
  }

  @Test("A rise of a few per cent is never diverged")
  func fewPerCent() {
    for seed in 0..<100 {
      let rise = 0.01 * Double(1 + seed % 8)
      let shape: (Double) -> Double =
        seed % 2 == 0
        ? { 2 + ($0 > 0.5 ? 2 * rise : 0) } : { 2 + 0.05 * Curves.flat($0) + rise * $0 }
      let points = Curves.points(200, noise: 0.002, seed: UInt64(seed), shape)
      for isValidation in [false, true] {
        #expect(verdict(points, validation: isValidation) != .diverged, "seed \(seed)")
        #expect(
          verdict(points, validation: true, train: points) != .diverged, "seed \(seed)")
      }
    }
  }

  @Test("Ten times the start is diverged, however wild the values are", arguments: 0..<20)
  func exploded(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var points = Curves.points(200, noise: 0.02, seed: UInt64(seed), Curves.flat)
    for place in 140..<200 {
      points[place].value = exponential(Double.random(in: 5...76, using: &random))
    }
    #expect(verdict(points) == .diverged)
    #expect(verdict(points, validation: true) == .diverged)
    let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
    #expect((1300...1450).contains(judgement.onsetStep ?? 0))
  }
}
