import Convergence
import Scalars
import TestSupport
import Testing

struct BoundsTests {
  @Test("An accuracy and its error get the same verdict, as shares and in per cent")
  func ceiling() {
    for seed in 0..<100 {
      let shape = [Curves.falling, Curves.flat, Curves.turning, Curves.creeping][seed % 4]
      let size = [0.3, 0.05, 0.01][seed / 4 % 3]
      let error = Curves.points(100, noise: 0.01 * size, seed: UInt64(seed)) {
        0.1 * size + 0.25 * size * shape($0)
      }
      let verdicts = [1.0, 100].flatMap { unit in
        let bounds = 0...unit
        let errors = SeriesTracker(error.mapValues { $0 * unit })
        let accuracies = SeriesTracker(
          error.mapValues { (1 - $0) * unit }, direction: .max)
        return [
          judge(RunEvidence(judged: errors, judgedIsValidation: true, bounds: bounds)).verdict,
          judge(
            RunEvidence(
              judged: accuracies, judgedIsValidation: true, direction: .max, bounds: bounds)
          ).verdict,
        ]
      }
      #expect(Set(verdicts).count == 1, "seed \(seed): \(verdicts)")
    }
  }

  @Test("A metric at the end of its range is not improving, whatever it gained before")
  func atTheEnd() {
    let points = Curves.points(100, noise: 0.03, seed: 3) { min(1, $0 / 0.7) }
      .map { Point(step: $0.step, wallTime: $0.wallTime, value: min(1, max(0, $0.value))) }
      .map { $0.step < 700 ? $0 : Point(step: $0.step, wallTime: $0.wallTime, value: 1) }
    let run = RunEvidence(
      judged: SeriesTracker(points, direction: .max), direction: .max, bounds: 0...1)
    let judgement = judge(run)
    #expect(judgement.verdict == .converged && judgement.confidence > 0.8)
  }

  @Test("A forecast stays within the bounds, and its range in order")
  func forecast() throws {
    var forecasts = 0
    for seed in 0..<50 {
      let points = Curves.points(60, noise: 0.01, seed: UInt64(seed)) {
        min(1, 0.9 + 0.1 * $0)
      }.mapValues { min(1, $0) }
      let run = RunEvidence(
        judged: SeriesTracker(points, direction: .max), direction: .max, bounds: 0...1)
      guard let forecast = judge(run).forecast else { continue }
      #expect(forecast.low <= forecast.value && forecast.value <= forecast.high)
      #expect(forecast.high <= 1)
      forecasts += 1
    }
    #expect(forecasts > 10)
  }
}
