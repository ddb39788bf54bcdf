import Scalars
import TestSupport
import Testing

@Suite("Points kept in few bytes")
struct PointStoreTests {
  /// A point compared by its bits.
  private struct Bits: Hashable {
    var step: Int64
    var wallTime: UInt64
    var value: UInt64

    init(_ point: Point) {
      step = point.step
      wallTime = point.wallTime.bitPattern
      value = point.value.bitPattern
    }
  }

  /// Points of one series: regular for a while, or not at all.
  private struct RandomSeries {
    var random: SeededRandom
    let isOdd: [Bool]
    var step: Int64
    var stride: Int64
    var time: Double
    let pause: Double

    init(seed: UInt64) {
      random = SeededRandom(seed: seed)
      let word = random.next()
      isOdd = (0..<3).map { word >> UInt64($0) & 1 == 1 }
      step = [0, -7, .max - 50, 1 << 40][Int(word >> 8 & 3)]
      stride = [1, 0, -3, 500][Int(word >> 10 & 3)]
      time = [1.7e9, 0, -5, .nan][Int(word >> 12 & 3)]
      pause = [0.01, 1, 40, 86_400][Int(word >> 14 & 3)]
    }

    mutating func next() -> Point {
      let word = random.next()
      step &+= stride
      time += Double(word >> 40) * 0x1p-24 * pause
      let isRare = word & 0x1FF == 0
      let single = Float(bitPattern: UInt32(truncatingIfNeeded: word >> 16))
      let anything = Double(bitPattern: random.next())
      return Point(
        step: isOdd[0] && isRare ? Int64(bitPattern: random.next()) : step,
        wallTime: isOdd[1] && isRare ? anything : time,
        value: isOdd[2] && isRare ? anything : Double(single))
    }
  }

  @Test("What is taken in comes out again to the last bit", arguments: 0..<60)
  func roundTrip(seed: UInt64) {
    var random = SeededRandom(seed: 1000 + seed)
    var series = (0..<1 + random.next() % 9).map { RandomSeries(seed: 100 * seed + $0) }
    var expected = [[Bits]](repeating: [], count: series.count)
    var store = PointStore()
    var batch = ScalarBatch()
    for _ in 0..<1 + random.next() % 6 {
      batch.count = Int(random.next() % UInt64(ScalarBatch.capacity + 1))
      for row in 0..<batch.count {
        let number = Int(random.next() % UInt64(series.count))
        let point = series[number].next()
        batch.series[row] = UInt32(number)
        batch.steps[row] = point.step
        batch.wallTimes[row] = point.wallTime
        batch.values[row] = point.value
        expected[number].append(Bits(point))
      }
      batch.sort()
      store.append(batch.sorted)
      let point = series[0].next()
      store.append(point, to: 0)
      expected[0].append(Bits(point))
    }
    for (number, expected) in expected.enumerated() {
      #expect(store[number].map(Bits.init) == expected, "seed \(seed), series \(number)")
      #expect(filled(store, number) == expected, "seed \(seed), series \(number)")
    }
    #expect(store[series.count].isEmpty)
  }

  /// The points of a series, read in batches.
  private func filled(_ store: PointStore, _ number: Int) -> [Bits] {
    var batch = ScalarBatch()
    var points: [Bits] = []
    repeat {
      store.fill(&batch, of: number, from: points.count)
      for row in 0..<batch.count {
        #expect(batch.series[row] == UInt32(number))
        points.append(Bits(batch[row]))
      }
    } while batch.count == ScalarBatch.capacity
    return points
  }

  @Test("Single points of every special kind are kept among regular ones")
  func specialPoints() {
    let signalling = Double(bitPattern: 0x7FF4_0000_0000_0001)
    let specials: [Double] = [
      .nan, signalling, -.nan, .infinity, -.infinity, -0.0, 0.1, .leastNonzeroMagnitude,
      .greatestFiniteMagnitude,
      Double(Float.leastNonzeroMagnitude), 16_777_217,
    ]
    for special in specials {
      for place in [0, 1, 2, 31, 32, 33, 4_095, 4_096, 5_000] {
        var points = (0..<5_001).map {
          Point(step: Int64($0), wallTime: 1.7e9 + Double($0), value: Double($0))
        }
        points[place].value = special
        points[place].wallTime = special
        points[place].step = 1 << 50
        var series = SeriesPoints()
        for point in points { series.append(point) }
        #expect(series.map(Bits.init) == points.map(Bits.init), "\(special) at \(place)")
      }
    }
  }
}
