import Convergence
import Scalars
import TestSupport
import Testing

struct FlagTests {
  func flags(_ run: RunEvidence) -> [Flag] { judge(run).flags }

  @Test("Spikes are flagged with their steps, sizes and how soon they were over")
  func spikes() throws {
    var points = Curves.points(400, noise: 0.01, seed: 1, Curves.falling)
    for (place, height) in [(150, 1.0), (250, 3.0), (251, 2.5), (330, 1.5)] {
      points[place].value += height
    }
    let flag = try #require(flags(RunEvidence(judged: SeriesTracker(points))).first)
    guard case .spikes(let spikes) = flag else {
      Issue.record("\(flag)")
      return
    }
    #expect(spikes.inTrain)
    #expect(spikes.largest.map(\.step) == [1500, 2500, 3300])
    #expect(spikes.largest.map(\.recoveredAfter) == [1, 2, 1])
    #expect(spikes.worst.step == 2500 && spikes.worst.value == points[250].value)
    #expect(spikes.worst.size > 50)
    #expect(spikes.latest.step == 3300)
    #expect(spikes.score == nil)
  }

  @Test("A jump that stays is no spike")
  func jumpThatStays() {
    let points = Curves.points(400, noise: 0.01, seed: 2) { $0 < 0.5 ? 1 : 2 }
    #expect(
      flags(RunEvidence(judged: SeriesTracker(points))).allSatisfy { $0.dataName != "spikes" })
  }

  @Test("A sudden good value is no spike, and for an accuracy a sudden bad one is")
  func badSide() throws {
    var points = Curves.points(400, noise: 0.01, seed: 3, Curves.falling)
    points[200].value -= 0.5
    let loss = RunEvidence(judged: SeriesTracker(points))
    #expect(flags(loss).allSatisfy { $0.dataName != "spikes" })
    let turned = SeriesTracker(points.mapValues { 5 - $0 }, direction: .max)
    #expect(
      flags(RunEvidence(judged: turned, direction: .max)).allSatisfy { $0.dataName != "spikes" })
    points[200].value += 1
    let bad = SeriesTracker(points.mapValues { 5 - $0 }, direction: .max)
    #expect(flags(RunEvidence(judged: bad, direction: .max)).first?.dataName == "spikes")
  }

  @Test("The largest 64 spikes are kept, and all are counted")
  func manySpikes() throws {
    var points = Curves.points(6000, noise: 0.01, seed: 4) { _ in 1 }
    for i in 1...90 { points[i * 60].value += 1 + 0.1 * Double(i % 10) }
    let flag = try #require(flags(RunEvidence(judged: SeriesTracker(points))).first)
    guard case .spikes(let spikes) = flag else {
      Issue.record("\(flag)")
      return
    }
    #expect(spikes.count == 90)
    #expect(spikes.largest.count == 64)
    let score = try #require(spikes.score)
    #expect(score > 0 && score < 90.0 / 5000)
  }

  @Test("OLMo's spike score is the share of values seven deviations off the last thousand's mean")
  func spikeScore() throws {
    var points = Curves.points(3000, noise: 0.1, seed: 5) { _ in 1000 }
    for place in [1500, 2000, 2999] { points[place].value += 5 }
    let score = try #require(SeriesTracker(points).detail?.score.share)
    #expect(score == 3.0 / 2000)
  }

  @Test("A loss that swings is flagged with its period and amplitude")
  func oscillation() throws {
    let points = Curves.points(300, noise: 0.005, seed: 6) {
      Curves.flat($0) + 0.05 * sine(40 * $0)
    }
    let flag = flags(RunEvidence(judged: SeriesTracker(points))).first {
      $0.dataName == "oscillation"
    }
    guard case .oscillation(let period, let amplitude, let cycles) = try #require(flag) else {
      return
    }
    // 3,000 steps hold 40 / 2π cycles.
    #expect(abs(period - 471) < 47)
    #expect(abs(amplitude - 0.05) < 0.015)
    #expect(cycles > 4)
    let steady = Curves.points(300, noise: 0.005, seed: 6, Curves.flat)
    #expect(flags(RunEvidence(judged: SeriesTracker(steady))).isEmpty)
  }

  /// Three epochs of 1,000 steps: the loss drops by 0.3 at each boundary and not within.
  func stairs(noise: Double) -> RunEvidence {
    let loss = Curves.points(300, noise: noise, seed: 7) { x in
      x < 0.1 ? 2 - 5 * x : 1.5 - 0.3 * ((x - 1e-9) * 3).rounded(.down)
    }
    let epoch = Curves.points(300) { 3 * $0 }
    return RunEvidence(judged: SeriesTracker(loss), epoch: SeriesTracker(epoch))
  }

  @Test("A training loss that falls at the ends of epochs only is flagged as stairs")
  func epochStairs() throws {
    let flag = flags(stairs(noise: 0.01)).first { $0.dataName == "epoch-stairs" }
    guard case .epochStairs(let share, let boundaries, let slope) = try #require(flag) else {
      return
    }
    #expect(boundaries == 2)
    #expect(abs(share - 1) < 0.1)
    #expect(abs(slope) < 0.05)
    var smooth = stairs(noise: 0.01)
    smooth.judged = SeriesTracker(Curves.points(300, noise: 0.01, seed: 8, Curves.falling))
    #expect(flags(smooth).allSatisfy { $0.dataName != "epoch-stairs" })
  }

  @Test("A resumed run is flagged with its latest restart and the change across it")
  func resumed() throws {
    let points = Curves.points(100, every: 10) { $0 <= 0.5 ? 1 : 1.25 }
    let run = RunEvidence(judged: SeriesTracker(points), restarts: [200, 500])
    #expect(flags(run).contains(.resumed(step: 500, restarts: 2, jump: 0.25)))
  }

  @Test("Losses rounded more coarsely than what is worth having are flagged as quantised")
  func quantised() {
    let points = Curves.points(100) { ((0.02 - 0.01 * $0) * 1000).rounded() / 1000 }
    let grids = flags(RunEvidence(judged: SeriesTracker(points))).compactMap { flag -> Double? in
      if case .quantised(let resolution) = flag { resolution } else { nil }
    }
    #expect(grids.count == 1 && abs(grids[0] - 0.001) < 1e-9)
    let fine = Curves.points(100, noise: 1e-5) { 0.02 - 0.01 * $0 }
    #expect(
      flags(RunEvidence(judged: SeriesTracker(fine))).allSatisfy { $0.dataName != "quantised" })
  }

  @Test("Every flag has its own name in data")
  func names() {
    let all: [Flag] = [
      .oscillation(period: 1, amplitude: 1, cycles: 3),
      .epochStairs(share: 1, boundaries: 1, slopeWithinEpochs: 0),
      .resumed(step: 1, restarts: 1, jump: nil), .quantised(resolution: 1),
      .sparseLogging(everySteps: 1, visibleChange: 1),
      .nonFinite(first: 0, last: 1, count: 2, points: 3), .filteredNonFinite(since: 0, count: 2),
      .gradientSurge(step: 0, value: 1, factor: 8),
      .learningRateExhausted(step: 1, rate: 0, share: 0),
      .restartingMean(points: 100, epochs: 3),
    ]
    #expect(Set(all.map(\.dataName)).count == all.count)
  }
}
