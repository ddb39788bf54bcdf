import Convergence
import Scalars
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
}
