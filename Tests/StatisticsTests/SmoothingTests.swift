import Statistics
import TestSupport
import Testing

@Suite("Smoothing for the eye")
struct SmoothingTests {
  private func random(_ count: Int, seed: UInt64) -> [Double] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in
      Int.random(in: 0..<20, using: &random) == 0 ? .nan : random.nextGaussian()
    }
  }

  @Test("A trailing mean in linear time is the mean of the last values, over 100 seeds")
  func trailing() {
    for seed in 0..<100 as Range<UInt64> {
      let values = random(Int(seed) * 3, seed: seed)
      let count = 1 + Int(seed % 17)
      for (index, smooth) in trailingMean(values, count: count).enumerated() {
        let window = values[max(0, index - count + 1)...index].filter(\.isFinite)
        let mean = window.reduce(0, +) / Double(window.count)
        #expect(window.isEmpty ? smooth.isNaN : abs(smooth - mean) < 1e-12, "seed \(seed)")
      }
    }
  }

  @Test("A centred mean in linear time is the centred mean, over 100 seeds")
  func centred() {
    for seed in 0..<100 as Range<UInt64> {
      let values = random(Int(seed) * 3, seed: seed)
      let fast = slidingCentredMean(values, radius: Int(seed % 23))
      for (index, smooth) in fast.enumerated() {
        let reach = min(Int(seed % 23), index, values.count - 1 - index)
        let window = values[index - reach...index + reach].filter(\.isFinite)
        let mean = window.reduce(0, +) / Double(window.count)
        #expect(window.isEmpty ? smooth.isNaN : abs(smooth - mean) < 1e-12, "seed \(seed)")
      }
    }
  }

  @Test("A huge value leaves nothing behind once it has left the window")
  func noResidue() {
    var values = [Double](repeating: 0.1, count: 40)
    values[5] = 1e30
    #expect(trailingMean(values, count: 4).suffix(20).allSatisfy { abs($0 - 0.1) < 1e-15 })
  }

  @Test("A spike of four points does not bend the line, a lasting change does")
  func spikes() {
    var random = SeededRandom(seed: 3)
    let calm = (0..<400).map { _ in 1 + 0.01 * random.nextGaussian() }
    var spiked = calm
    for index in 200..<204 { spiked[index] = 50 }
    let smooth = spikeFreeMean(spiked, radius: 10)
    #expect(zip(smooth, spikeFreeMean(calm, radius: 10)).allSatisfy { abs($0 - $1) < 0.01 })
    var stepped = calm
    for index in 200..<400 { stepped[index] += 1 }
    let followed = spikeFreeMean(stepped, radius: 10)
    #expect(abs(followed[240] - 2) < 0.01 && abs(followed[160] - 1) < 0.01)
  }

  @Test("A straight line stays itself to its end, and the end follows no single noisy value")
  func end() {
    let line = (0..<200).map { 5 - 0.01 * Double($0) }
    for (smooth, value) in zip(spikeFreeMean(line, radius: 12), line) {
      #expect(abs(smooth - value) < 1e-9)
    }
    var hooked = line
    hooked[199] += 0.05
    let smooth = spikeFreeMean(hooked, radius: 12)
    #expect(abs(smooth[199] - line[199]) < 0.025)
  }

  @Test("Every way to smooth gives as many values as it was given, also of nothing")
  func lengths() {
    let ways: [Smoothing] = [
      .none, .exponential(weight: 0.6), .trailing(count: 5), .centred(count: 5),
      .spikeFree(count: 9), .automatic(points: 1_000),
    ]
    for way in ways {
      for values in [[], [1], [.nan, .nan], [.infinity, 1, 2, .nan]] {
        #expect(way.smooth(values).count == values.count)
      }
    }
  }
}
