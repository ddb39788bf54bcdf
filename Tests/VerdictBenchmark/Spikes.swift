import Convergence
import Scalars
import Statistics

/// Spikes of 8, 15 and 30 times the local noise put into curves of at least 150 points, two in
/// each.
func measureSpikes(_ curves: [String: Curve]) {
  var random = SplitMix(state: 4)
  var found = [8.0: 0, 15: 0, 30: 0]
  var (places, events, points, flagged, used) = (0, 0, 0, 0, 0)
  for (_, curve) in curves.sorted(by: { $0.key < $1.key }) {
    for series in [curve.train, curve.validation] where series.count >= 150 {
      let values = series.prefix(5000).map(\.value).filter(\.isFinite)
      let natural = spikes(in: values).count
      used += 1
      points += values.count
      events += natural
      flagged += natural > 0 ? 1 : 0
      for _ in 0..<2 {
        let place = 60 + Int(random.next() % UInt64(max(1, values.count - 70)))
        let around = values[max(0, place - 64)..<min(values.count, place + 64)]
        let noise = noiseFromSecondDifferences(Array(around))
        guard noise > 0, place < values.count - 6 else { continue }
        places += 1
        for size in found.keys {
          var spiked = values
          spiked[place] += size * noise
          let hit = spikes(in: spiked).largest.contains { $0.step == Int64(place) }
          if hit { found[size, default: 0] += 1 }
        }
      }
    }
  }
  print("\(used) series, \(points) points, \(places) places")
  for (size, count) in found.sorted(by: { $0.key < $1.key }) {
    print("\(size) sigma: \(Double(count) / Double(places)) found")
  }
  print("\(1000 * Double(events) / Double(points)) events per 1000 points without any put in")
  print("\(Double(flagged) / Double(used)) of the series flagged")
}

private func spikes(in values: [Double]) -> SpikeLog {
  var tracker = SeriesTracker()
  for (step, value) in values.enumerated() {
    tracker.push(Point(step: Int64(step), wallTime: 0, value: value))
  }
  return tracker.detail?.spikes.log ?? SpikeLog()
}

/// A seeded generator, so that every run of the benchmark measures the same places.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
