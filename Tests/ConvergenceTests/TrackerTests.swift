import Scalars
import TestSupport
import Testing

@testable import Convergence

struct TrackerTests {
  @Test("A series is kept in at most 128 blocks that hold every finite point, over 100 seeds")
  func blocksHoldEverything() {
    for seed in 0..<100 {
      var random = SeededRandom(seed: UInt64(seed))
      var tracker = SeriesTracker()
      var step: Int64 = Int64.random(in: -1000...1000, using: &random)
      var values: [Double] = []
      for _ in 0..<Int.random(in: 1...3000, using: &random) {
        step += Int64.random(in: 0...20, using: &random)
        values.append(random.nextGaussian())
        tracker.push(Point(step: step, wallTime: 0, value: values[values.count - 1]))
      }
      let blocks = tracker.pyramid.blocks
      #expect(blocks.count <= 128, "seed \(seed)")
      #expect(blocks.reduce(0) { $0 + $1.count } == values.count, "seed \(seed)")
      #expect(abs(blocks.reduce(0) { $0 + $1.sum } - values.reduce(0, +)) < 1e-9, "seed \(seed)")
      #expect(tracker.minimum?.value == values.min(), "seed \(seed)")
      #expect(tracker.maximum?.value == values.max(), "seed \(seed)")
      for (a, b) in zip(blocks, blocks.dropFirst()) {
        #expect(a.lastStep < b.firstStep, "seed \(seed)")
      }
    }
  }

  @Test("Points out of order end up in the blocks where they belong, over 100 seeds")
  func anyOrder() {
    for seed in 0..<100 {
      var random = SeededRandom(seed: UInt64(seed))
      let points = Curves.points(600, every: 3, noise: 0.1, seed: UInt64(seed), Curves.falling)
      // The first steps determine the span; the others may come in any order.
      let mixed = points[..<200] + points[200...].shuffled(using: &random)
      let inOrder = SeriesTracker(points, tracksSpikes: false)
      let tracker = SeriesTracker(Array(mixed), tracksSpikes: false)
      #expect(tracker.pyramid.blocks.count == inOrder.pyramid.blocks.count, "seed \(seed)")
      for (a, b) in zip(tracker.pyramid.blocks, inOrder.pyramid.blocks) {
        #expect(a.count == b.count && abs(a.sum - b.sum) < 1e-9, "seed \(seed)")
        #expect(a.minimum == b.minimum && a.firstStep == b.firstStep, "seed \(seed)")
        #expect(a.lastStep == b.lastStep && a.lastWallTime == b.lastWallTime, "seed \(seed)")
      }
    }
  }

  @Test("Points pushed by the batch make the trackers that pushing them one by one makes")
  func batches() throws {
    for seed in UInt64(0)..<40 {
      var random = SeededRandom(seed: seed)
      let trackers = [
        SeriesTracker(), SeriesTracker(tracksSpikes: false),
        SeriesTracker(tracksSpikes: false, tracksSurges: true), SeriesTracker(direction: .max),
      ]
      var single = trackers
      var batched = SeriesTrackers()
      for tracker in trackers { batched.append(tracker) }
      batched.append(nil)
      var batch = ScalarBatch()
      for round in 0..<8 {
        batch.count = Int.random(in: 0...600, using: &random)
        for row in 0..<batch.count {
          batch.series[row] = UInt32.random(in: 0..<5, using: &random)
          batch.steps[row] = Int64(600 * round + row) - Int64.random(in: 0...40, using: &random)
          batch.wallTimes[row] = Double(row)
          let isSpike = Int.random(in: 0..<150, using: &random) == 0
          let isBroken = seed % 4 == 3 && Int.random(in: 0..<300, using: &random) == 0
          batch.values[row] = isBroken ? .nan : random.nextGaussian() + (isSpike ? 90 : 0)
          if batch.series[row] < 4 { single[Int(batch.series[row])].push(batch[row]) }
        }
        batch.sort()
        batched.push(batch.sorted)
      }
      for (series, tracker) in single.enumerated() {
        let other = try #require(batched[series])
        #expect(String(reflecting: tracker) == String(reflecting: other), "seed \(seed)")
      }
      #expect(batched.count == 5 && batched[4] == nil)
    }
  }

  @Test("Regular points make the same tracker however many come at once, whatever their distance")
  func regularPoints() {
    let widths: [Int64] = [1, 7, 1 << 40, 1 << 55, 0, -3]
    for (width, count) in widths.flatMap({ width in [127, 128, 129, 130, 300].map { (width, $0) } })
    {
      var random = SeededRandom(seed: UInt64(count))
      var points = (0..<Int64(count)).map { place in
        let value = place % 5 == 0 ? 0 : random.nextGaussian()
        return Point(step: (place - 64) * width, wallTime: Double(place), value: value)
      }
      for irregular in [nil, 1, 60, 128] where irregular ?? 0 < count {
        if let irregular { points[irregular].step += width == 1 ? 0 : 1 }
        for isNorm in [false, true] {
          let tracker = SeriesTracker(tracksSpikes: !isNorm, tracksSurges: isNorm)
          var (single, whole) = (tracker, tracker)
          let pushed = isNorm ? points.map { Self.asNorm($0, isWild: irregular == 60) } : points
          for point in pushed { single.push(point) }
          whole.push(pushed.span)
          #expect(
            String(reflecting: single) == String(reflecting: whole),
            "\(count) points \(width) apart, \(irregular ?? -1) not")
        }
      }
    }
  }

  /// A point as one of a gradient norm, within its usual range or not.
  private static func asNorm(_ point: Point, isWild: Bool) -> Point {
    var point = point
    point.value = isWild ? 40 * point.value * point.value + 0.01 : 2 + abs(point.value)
    return point
  }

  @Test("A series that is passed over, that there is not, or that was forgotten has no tracker")
  func untracked() {
    var trackers = SeriesTrackers()
    trackers.append(SeriesTracker())
    trackers.append(nil)
    #expect(trackers.isTracked(0) && trackers[0] != nil)
    #expect([-1, 1, 2].allSatisfy { !trackers.isTracked($0) && trackers[$0] == nil })
    trackers.removeAll()
    #expect(!trackers.isTracked(0) && trackers[0] == nil)
  }

  @Test("Up to 128 different steps have a block each, in whatever order they come")
  func fewSteps() {
    var random = SeededRandom(seed: 1)
    let steps = (0..<128).map { Int64($0 * $0 * $0) }
    var tracker = SeriesTracker(tracksSpikes: false)
    for step in steps.shuffled(using: &random) {
      tracker.push(Point(step: step, wallTime: 0, value: Double(step)))
    }
    #expect(tracker.pyramid.blocks.map(\.firstStep) == steps)
    #expect(tracker.pyramid.blocks.map(\.mean) == steps.map(Double.init))
  }

  @Test("A first step far away from all others does not widen the blocks of the others")
  func lonelyFirstStep() {
    let resumed = Curves.points(400, every: 10, from: 50_000, noise: 0.01, seed: 2, Curves.falling)
    let lonely = [Point(step: 0, wallTime: 0, value: 7)] + resumed
    #expect(SeriesTracker(lonely).pyramid.count > 64)
  }

  @Test("The values of a repeated step are judged by their mean")
  func repeatedSteps() {
    var twice = SeriesTracker()
    var once = SeriesTracker()
    for point in Curves.points(100, Curves.falling) {
      once.push(point)
      for offset in [-0.25, 0.25] {
        twice.push(Point(step: point.step, wallTime: 0, value: point.value + offset))
      }
    }
    #expect(twice.points == 200)
    let means = zip(twice.pyramid.blocks, once.pyramid.blocks).map { ($0.mean, $1.mean) }
    #expect(means.count == 100)
    #expect(means.allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("The smallest and the largest step there are neither trap nor take more blocks")
  func extremeSteps() {
    let steps: [Int64] = [0, 1, .max, .min, -1, 5, .max - 1, .min + 1, .max, 1 << 62, -(1 << 62)]
    for rotation in steps.indices {
      var tracker = SeriesTracker(tracksSpikes: true, tracksSurges: true)
      for repetition in 0..<30 {
        for i in steps.indices {
          let step = steps[(i + rotation) % steps.count]
          tracker.push(Point(step: step, wallTime: .nan, value: Double(repetition + i)))
        }
      }
      #expect(tracker.pyramid.blocks.count <= 128)
      let run = RunEvidence(
        judged: tracker, judgedIsValidation: true, train: tracker, learningRate: tracker,
        gradientNorm: tracker, epoch: tracker, restarts: [.min, .max], maxSteps: .max)
      let judgement = judge(run)
      #expect(judgement.steps == .min ... .max)
      #expect(judgement.points == 330)
    }
  }

  @Test("Steps that run into the last span there can be make no trap, whole or one by one")
  func stepsAtTheEnd() {
    var random = SeededRandom(seed: 11)
    let ends: [Int64] = [.min, .max, 0, -1]
    for round in 0..<300 {
      var steps = (0..<126).map { Int64.min + Int64($0) } + [1, 2, 3, 0]
      if round > 0 {
        steps = (0..<300).map { place in
          let end = ends[Int.random(in: 0..<4, using: &random)]
          let distance = Int64(place) * Int64.random(in: 0...3, using: &random)
          return end < 0 ? end &+ distance : end &- distance
        }
      }
      let points = steps.enumerated().map {
        Point(step: $1, wallTime: Double($0), value: 1 / Double($0 + 1))
      }
      for tracksSurges in [false, true] {
        var whole = SeriesTracker(tracksSurges: tracksSurges)
        var single = whole
        whole.push(points.span)
        for point in points { single.push(point) }
        #expect(String(reflecting: whole) == String(reflecting: single), "round \(round)")
      }
    }
  }

  @Test("Huge and tiny values are judged without a trap")
  func extremeValues() {
    for scale in [1e308, 1e-308, Double.leastNonzeroMagnitude, 0] {
      let points = Curves.points(50, Curves.falling).mapValues { ($0 - 1) * scale }
      let judgement = judge(RunEvidence(judged: SeriesTracker(points)))
      #expect(Verdict.allCases.contains(judgement.verdict))
    }
  }

  @Test("A million points are kept in 128 blocks of equal span")
  func manyPoints() {
    var tracker = SeriesTracker(tracksSpikes: false)
    for i in 0..<1_000_000 {
      tracker.push(Point(step: Int64(i), wallTime: 0, value: Double(i & 7)))
    }
    let blocks = tracker.pyramid.blocks
    #expect((65...128).contains(blocks.count))
    #expect(Set(blocks.dropLast().map(\.count)).count == 1)
  }

  @Test("The levels up to a step and from it on include the block that begins at it")
  func levelsAtAStep() {
    let values: [Double] = [9, 7, 5, 3, 1, 2, 4, 6]
    let tracker = SeriesTracker(Curves.points(8) { values[Int((8 * $0).rounded()) - 1] })
    #expect(tracker.level(through: 30) == 4 && tracker.level(through: 39) == 4)
    #expect(tracker.level(from: 30) == 2 && tracker.level(from: 31) == 1.5)
    #expect(tracker.mean(at: 30) == 3 && tracker.mean(at: 29) == 5)
    #expect(tracker.leastLevel(through: 40) == Extreme(value: 2, step: 40))
    #expect(tracker.leastLevel(through: 39) == Extreme(value: 4, step: 30))
    #expect(tracker.leastLevel(through: 9) == nil)
  }

  @Test("The shape of a series marks where it was not finite")
  func shape() {
    var tracker = SeriesTracker()
    for i in 0..<10 {
      let value = i == 4 || i > 7 ? Double.nan : Double(i)
      tracker.push(Point(step: Int64(i), wallTime: 0, value: value))
    }
    let shape = tracker.shape
    #expect(shape.elements.map(\.mean) == [0, 1, 2, 3, 5, 6, 7])
    #expect(shape.elements.map(\.hasNonFinite) == [false, false, false, true, false, false, true])
    #expect(shape.nonFiniteTail == 8...9)
  }
}
