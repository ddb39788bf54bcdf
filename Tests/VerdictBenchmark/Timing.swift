import Convergence
import Scalars

func measureTimes(_ curves: [String: Curve], _ cases: [Case]) {
  let clock = ContinuousClock()
  func nanoseconds(_ duration: Duration, _ count: Int) -> Double {
    let parts = duration.components
    return (Double(parts.seconds) * 1e9 + Double(parts.attoseconds) / 1e9) / Double(count)
  }
  let count = 10_000_000
  var random = SplitMix(state: 1)
  let noise = (0..<4096).map { _ in Double(random.next() >> 11) / 9e15 }
  for (name, empty) in [
    ("blocks alone", SeriesTracker(tracksSpikes: false)), ("with spikes", SeriesTracker()),
    ("with surges", SeriesTracker(tracksSpikes: false, tracksSurges: true)),
  ] {
    var trackers = [SeriesTracker](repeating: empty, count: 8)
    let time = clock.measure {
      for i in 0..<count {
        let value = 1 + noise[i & 4095]
        trackers[i & 7].push(Point(step: Int64(i >> 3), wallTime: 0, value: value))
      }
    }
    print("push, \(name): \(nanoseconds(time, count)) ns; blocks \(trackers[0].pyramid.count)")
  }
  let runs = cases.compactMap { item in curves[item.curve].map { evidence(of: $0, for: item) } }
  var flags = 0
  let time = clock.measure { for run in runs { flags += judge(run).flags.count } }
  print("verdict: \(nanoseconds(time, runs.count) / 1000) µs on average, \(flags) flags")
  print("size of an empty tracker: \(MemoryLayout<SeriesTracker>.size) bytes")
}
