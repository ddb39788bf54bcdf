import Statistics
import TestSupport
import Testing

@Suite("Medians")
struct MedianTests {
  private func expected(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let upper = sorted[sorted.count / 2]
    return sorted.count % 2 == 1 ? upper : 0.5 * (sorted[sorted.count / 2 - 1] + upper)
  }

  @Test("They are the middle of the sorted sample, whatever it holds, over 2,000 seeds")
  func middles() {
    for seed in UInt64(0)..<2_000 {
      var random = SeededRandom(seed: seed)
      let kinds = Int.random(in: 1...40, using: &random)
      let values = (0..<Int.random(in: 1...300, using: &random)).map { place -> Double in
        switch seed % 5 {
        case 0: random.nextGaussian()
        case 1: Double(Int.random(in: 0..<kinds, using: &random))
        case 2: Double(place)
        case 3: -Double(place / kinds)
        default: Int.random(in: 0..<3, using: &random) == 0 ? .infinity : random.nextGaussian()
        }
      }
      #expect(median(values) == expected(values), "seed \(seed)")
    }
  }

  @Test(
    "A large sample of equal values, and one made against the choice of pivots, take no longer than sorting"
  )
  func hardSamples() {
    let equal = [Double](repeating: 7, count: 200_000)
    #expect(median(equal) == 7)
    let pipe = (0..<100_000).map(Double.init) + (0..<100_000).reversed().map(Double.init)
    #expect(median(pipe) == expected(pipe))
    let steps = (0..<200_000).map { Double($0 % 2 == 0 ? $0 : 0) }
    #expect(median(steps) == expected(steps))
  }
}
