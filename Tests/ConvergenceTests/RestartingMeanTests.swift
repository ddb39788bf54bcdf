import Convergence
import Scalars
import Statistics
import TestSupport
import Testing

/// Running means over an epoch, as Keras logs them for each batch.
struct RestartingMeanTests {
  private func means(
    epochs: Int, batches: Int, noise: Double, seed: Int, _ shape: (Double) -> Double
  ) -> [Point] {
    var random = SeededRandom(seed: UInt64(seed))
    var points: [Point] = []
    for epoch in 0..<epochs {
      var sum = 0.0
      for batch in 1...batches {
        let step = epoch * batches + batch
        sum += shape(Double(step) / Double(epochs * batches)) + noise * random.nextGaussian()
        points.append(
          Point(step: Int64(step), wallTime: Double(step), value: sum / Double(batch)))
      }
    }
    return points
  }

  @Test("Such a mean is judged by the ends of its epochs: no spikes, and no best in a single batch")
  func sawtooth() throws {
    for seed in 0..<30 {
      let batches = [40, 150, 400][seed % 3]
      let points = means(epochs: 20, batches: batches, noise: 0.4, seed: seed, Curves.falling)
      let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
      #expect(judgement.flags.map(\.dataName) == ["restarting-mean"], "seed \(seed)")
      #expect(judgement.points == points.count)
      let best = try #require(judgement.best)
      // Small restarts are recognized a few batches late.
      #expect(best.step % Int64(batches) <= 5, "seed \(seed)")
      guard case .restartingMean(let period, _)? = judgement.flags.first else { continue }
      #expect(abs(period - batches) <= 3, "seed \(seed)")
    }
  }

  @Test("Other series are none: noise, spikes, stairs, a falling loss")
  func others() {
    for seed in 0..<200 {
      let shape = [Curves.falling, Curves.flat, Curves.turning, Curves.collapsing][seed % 4]
      var points = Curves.points(1500, noise: 0.05, seed: UInt64(seed), shape)
      if seed % 3 == 0 {
        for place in stride(from: 100, to: 1500, by: 100) { points[place].value += 2 }
      }
      if seed % 3 == 1 {
        for place in points.indices { points[place].value -= Double(place / 150) * 0.3 }
      }
      let flags = judge(RunEvidence(judged: SeriesTracker(points))).flags.map(\.dataName)
      #expect(!flags.contains("restarting-mean"), "seed \(seed)")
    }
  }

  @Test("A loss that jumps at each stage of a curriculum and comes down again is none")
  func curriculum() {
    for seed in 0..<40 {
      let stage = [40, 100, 250][seed % 3]
      let pace = Double(stage) * [0.1, 0.2, 0.4][seed / 3 % 3]
      let jump = [0.2, 0.5, 2][seed / 9 % 3]
      var random = SeededRandom(seed: UInt64(seed))
      let points = (0..<stage * 8).map { place in
        let since = exponential(-Double(place % stage) / pace)
        let value = 0.6 + 0.1 * Double(place / stage) + jump * since + 0.01 * random.nextGaussian()
        return Point(step: Int64(place), wallTime: Double(place), value: value)
      }
      let flags = judge(RunEvidence(judged: SeriesTracker(points))).flags.map(\.dataName)
      #expect(!flags.contains("restarting-mean"), "seed \(seed)")
    }
  }

  @Test("A few odd batches do not hide the mean of an accuracy that is almost 1")
  func nearlyOne() {
    for seed in 0..<10 {
      var random = SeededRandom(seed: UInt64(seed))
      var points: [Point] = []
      for epoch in 0..<12 {
        var sum = 0.0
        for batch in 1...1800 {
          let wrong = (0..<32).count { _ in Double.random(in: 0..<1, using: &random) < 0.01 }
          sum += 1 - Double(wrong) / 32
          let step = epoch * 1800 + batch
          points.append(
            Point(step: Int64(step), wallTime: Double(step), value: sum / Double(batch)))
        }
      }
      let judgement = judge(
        RunEvidence(judged: SeriesTracker(points, direction: .max), direction: .max))
      #expect(judgement.flags.map(\.dataName) == ["restarting-mean"], "seed \(seed)")
    }
  }

  @Test("After two restarts there are no spikes and no best in a single batch, either")
  func fewEpochs() {
    var recognized = 0
    for seed in 0..<30 {
      let batches = [150, 400, 1000][seed % 3]
      let points = means(epochs: 3, batches: batches, noise: 0.4, seed: seed, Curves.falling)
      let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
      let flags = judgement.flags.map(\.dataName)
      let isClean = !flags.contains("spikes") && !flags.contains("oscillation")
      if isClean, judgement.bestIsLevel { recognized += 1 }
      #expect(judgement.verdict != .tooLittleData)
    }
    // A restart may be too small to see.
    #expect(recognized >= 28)
  }
}
