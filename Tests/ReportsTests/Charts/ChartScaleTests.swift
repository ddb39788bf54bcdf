import Reports
import TestSupport
import Testing
import TextFormats

import func Foundation.log10
import func Foundation.pow

@Suite("Round ticks")
struct ChartScaleTests {
  private static let numbers = ReadableNumbers(unicode: true)

  @Test("Ticks of a thousand random axes are round: multiples of 1, 2 or 5, inside, few")
  func decimal() {
    for seed in 0..<1_000 as Range<UInt64> {
      var random = SeededRandom(seed: seed)
      let size = pow(10, Double.random(in: -9...12, using: &random))
      let lower = Double.random(in: -2...2, using: &random) * size
      let scale = ChartScale(lower, lower + Double.random(in: 0.01...3, using: &random) * size)
      let most = Int.random(in: 2...12, using: &random)
      let ticks = scale.ticks(atMost: most, numbers: Self.numbers)
      #expect(!ticks.isEmpty && ticks.count <= most, "seed \(seed)")
      #expect(Set(ticks.map(\.label)).count == ticks.count, "seed \(seed): labels differ")
      for tick in ticks {
        #expect(scale.share(of: tick.value).map { $0 > -1e-6 && $0 < 1 + 1e-6 } ?? false, "\(seed)")
      }
      for (one, next) in zip(ticks, ticks.dropFirst()) {
        let step = next.value - one.value
        let power = log10(step).rounded(.down)
        let mantissa = step / pow(10, power)
        #expect(
          [1, 2, 5, 10].contains { abs(mantissa - $0) < 1e-4 }, "seed \(seed): step \(step)")
        let multiple = one.value / step
        #expect(abs(multiple - multiple.rounded()) < 1e-4, "seed \(seed): \(one.value) by \(step)")
      }
    }
  }

  @Test("A logarithmic axis has powers of ten, with 2 and 5 between where there is room")
  func logarithmic() {
    let wide = ChartScale(1e-6, 1e3, isLogarithmic: true)
    #expect(wide.ticks(atMost: 10, numbers: Self.numbers).map(\.label).first == "1e-6")
    let narrow = ChartScale(0.1, 10, isLogarithmic: true)
    #expect(
      narrow.ticks(atMost: 8, numbers: Self.numbers).map(\.label) == [
        "0.1", "0.2", "0.5", "1", "2", "5", "10",
      ])
    for most in 2...9 {
      let ticks = wide.ticks(atMost: most, numbers: Self.numbers)
      #expect(ticks.count <= most && ticks.count >= 2)
    }
  }

  @Test("Time axes have minutes, hours, days and times of day in UTC")
  func time() {
    let hours = ChartScale(0, 7_800, unit: .seconds)
    #expect(
      hours.ticks(atMost: 6, numbers: Self.numbers).map(\.label)
        == ["0", "30m", "1h", "1h 30m", "2h"])
    let days = ChartScale(0, 400_000, unit: .seconds)
    #expect(
      days.ticks(atMost: 5, numbers: Self.numbers).map(\.label) == ["0", "1d", "2d", "3d", "4d"])
    // 2026-11-23T18:20:00Z and eight hours later.
    let wall = ChartScale(1_795_458_000, 1_795_486_800, unit: .wallTime)
    #expect(
      wall.ticks(atMost: 5, numbers: Self.numbers).map(\.label) == [
        "20:00", "22:00", "24 Nov", "02:00",
      ] || wall.ticks(atMost: 5, numbers: Self.numbers).contains { $0.label == "24 Nov" })
  }

  @Test("Axes without extent or with limits that are no numbers still are axes")
  func degenerate() {
    for scale in [
      ChartScale(0, 0), ChartScale(5, 5), ChartScale(-3, -3), ChartScale(.nan, 1),
      ChartScale(-.infinity, .infinity), ChartScale(1e300, 1e300), ChartScale(-1.7e308, 1.7e308),
      ChartScale(1, 1, isLogarithmic: true), ChartScale(7, 7, unit: .seconds),
      ChartScale(0, .leastNonzeroMagnitude),
    ] {
      #expect(scale.upper > scale.lower)
      #expect(scale.ticks(atMost: 5, numbers: Self.numbers).count <= 5)
    }
  }
}
