import Convergence
import Scalars
import Statistics
import TestSupport

/// Curves for the tests, by formula and seed.
enum Curves {
  /// `count` values of `shape` at steps 0, `every`, 2 `every` …, with normal noise.
  static func points(
    _ count: Int, every: Int64 = 10, from start: Int64 = 0, noise: Double = 0, seed: UInt64 = 0,
    _ shape: (Double) -> Double
  ) -> [Point] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { i in
      let step = start + Int64(i) * every
      let value = shape(Double(i + 1) / Double(count)) + noise * random.nextGaussian()
      return Point(step: step, wallTime: 1000 + Double(step), value: value)
    }
  }

  /// Falls until the end, by a power law.
  static func falling(_ x: Double) -> Double { 0.5 + 0.4 * exponential(-0.6 * naturalLogarithm(x)) }

  /// Falls to 1 within the first fifth and stays there.
  static func flat(_ x: Double) -> Double { 1 + 2 * exponential(-30 * x) }

  /// Falls, and rises from 40 % of the steps on.
  static func turning(_ x: Double) -> Double { flat(x) + (x > 0.4 ? 1.2 * (x - 0.4) : 0) }

  /// Falls, and jumps back above its start.
  static func collapsing(_ x: Double) -> Double { x < 0.6 ? flat(x) : 3.5 }

  /// Falls, and rises by a twentieth of its level from the middle on.
  static func creeping(_ x: Double) -> Double { flat(x) + max(0, 0.1 * (x - 0.5)) }

  /// Falls, and explodes near the end.
  static func exploding(_ x: Double) -> Double { x < 0.8 ? flat(x) : exponential(300 * (x - 0.8)) }
}

extension SeriesTracker {
  init(_ points: [Point], tracksSpikes: Bool = true, direction: Direction = .min) {
    self.init(tracksSpikes: tracksSpikes, direction: direction)
    for point in points { push(point) }
  }
}

extension [Point] {
  func mapValues(_ change: (Double) -> Double) -> [Point] {
    map { Point(step: $0.step, wallTime: $0.wallTime, value: change($0.value)) }
  }
}

func verdict(_ points: [Point], validation: Bool = false, train: [Point]? = nil) -> Verdict {
  judge(
    RunEvidence(
      judged: SeriesTracker(points), judgedIsValidation: validation,
      train: train.map { SeriesTracker($0) })
  ).verdict
}

/// The sine, by its series after reduction to one turn; good to nine digits.
func sine(_ x: Double) -> Double {
  let reduced = x.remainder(dividingBy: 2 * Double.pi)
  var (term, sum) = (reduced, reduced)
  for k in 1...12 {
    term *= -reduced * reduced / Double(2 * k * (2 * k + 1))
    sum += term
  }
  return sum
}
