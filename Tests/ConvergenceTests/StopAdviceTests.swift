import Convergence
import Scalars
import TestSupport
import Testing

/// When the advice is to stop: what must hold of any curve, and when a few known ones are stopped.
struct StopAdviceTests {
  /// A run by its points, up to `count` of the judged ones.
  private func judgement(
    _ points: [Point], _ count: Int? = nil, validation: Bool = true, train: [Point]? = nil,
    rate: [Point]? = nil, epoch: [Point]? = nil, maxSteps: Int64? = nil
  ) -> Judgement {
    let judged = points.prefix(count ?? points.count)
    let end = judged.last?.step ?? 0
    func tracker(_ points: [Point]?) -> SeriesTracker? {
      points.map { SeriesTracker($0.filter { $0.step <= end }, tracksSpikes: false) }
    }
    return judge(
      RunEvidence(
        judged: SeriesTracker(Array(judged), tracksSpikes: false), judgedIsValidation: validation,
        train: tracker(train), learningRate: tracker(rate), epoch: tracker(epoch),
        maxSteps: maxSteps))
  }

  /// The number of points at which the advice is to stop for the first time.
  private func firstStop(_ count: Int, _ advice: (Int) -> Judgement) -> Int? {
    (1...count).first { advice($0).stopAdvice == .stop }
  }

  private static let shapes = [Curves.falling, Curves.flat, Curves.turning, Curves.collapsing]

  @Test("No run is stopped with fewer than 16 points, no training loss with fewer than 40")
  func fewestPoints() {
    for seed in 0..<60 {
      let noise = [0, 0.01, 0.1][seed / 4 % 3]
      let points = Curves.points(45, noise: noise, seed: UInt64(seed), Self.shapes[seed % 4])
      for count in 1..<45 {
        for (validation, fewest) in [(true, 16), (false, 40)] where count < fewest {
          let advice = judgement(points, count, validation: validation, maxSteps: 100).stopAdvice
          #expect(advice != .stop, "seed \(seed), \(count) points")
        }
      }
    }
  }

  @Test("Only a run that is neither improving nor undecidable is stopped")
  func onlyFinished() {
    for seed in 0..<100 {
      let noise = [0.001, 0.05, 0.3][seed / 4 % 3]
      let points = Curves.points(200, noise: noise, seed: UInt64(seed), Self.shapes[seed % 4])
      for count in stride(from: 10, through: 200, by: 19) {
        let judgement = judgement(points, count)
        guard judgement.stopAdvice == .stop else { continue }
        let isGoing = [.improving, .undecidable, .tooLittleData].contains(judgement.verdict)
        #expect(!isGoing, "seed \(seed), \(count) points")
      }
    }
  }

  @Test("A run that was to be stopped is still to be stopped while it stays as it is")
  func staysStopped() throws {
    let points = Curves.points(40, Curves.flat) + Curves.points(160, from: 400) { _ in 1 }
    let first = try #require(firstStop(200) { judgement(points, $0) })
    for count in first...200 {
      #expect(judgement(points, count).stopAdvice == .stop, "\(count) points")
    }
  }

  @Test("A new best worth having takes the advice back")
  func newBest() {
    let flat = Curves.points(60, Curves.flat)
    #expect(judgement(flat).stopAdvice == .stop)
    let better = flat + Curves.points(1, from: 600) { _ in 0.9 }
    #expect(judgement(better).stopAdvice != .stop)
  }

  @Test("The advice is the same whether a run was looked at before or not")
  func noMemory() {
    for seed in 0..<8 {
      let points = Curves.points(150, noise: 0.02, seed: UInt64(seed), Self.shapes[seed % 4])
      var run = RunEvidence(judged: SeriesTracker(tracksSpikes: false), judgedIsValidation: true)
      for (index, point) in points.enumerated() {
        run.judged.push(point)
        let looked = judge(run).stopAdvice
        #expect(looked == judgement(points, index + 1).stopAdvice, "seed \(seed), \(index)")
      }
    }
  }

  @Test("The advice does not change with the units of steps and values")
  func units() {
    for seed in 0..<60 {
      let noise = [0.001, 0.02, 0.1][seed / 4 % 3]
      let points = Curves.points(120, noise: noise, seed: UInt64(seed), Self.shapes[seed % 4])
      for count in [20, 45, 70, 120] {
        let plain = judgement(points, count).stopAdvice
        let longer = points.map {
          Point(step: $0.step * 1000, wallTime: $0.wallTime, value: $0.value)
        }
        #expect(judgement(longer, count).stopAdvice == plain, "seed \(seed), \(count) points")
        let larger = points.mapValues { $0 * 0x1p20 }
        #expect(judgement(larger, count).stopAdvice == plain, "seed \(seed), \(count) points")
      }
    }
  }

  @Test("For an accuracy the advice is that for the same curve upside down")
  func upsideDown() {
    for seed in 0..<60 {
      let points = Curves.points(90, noise: 0.01, seed: UInt64(seed), Self.shapes[seed % 4])
      let down = judgement(points).stopAdvice
      let turned = SeriesTracker(points.mapValues { -$0 }, tracksSpikes: false)
      let up = judge(RunEvidence(judged: turned, judgedIsValidation: true, direction: .max))
      #expect(up.stopAdvice == down, "seed \(seed)")
    }
  }
}

extension StopAdviceTests {
  /// The validation loss of a detector: it rises for 30 epochs, and falls for the rest of its 300.
  private static let detector = Curves.points(300, every: 1) { x in
    let epoch = 300 * x
    let rise = epoch < 30 ? 0.05 * epoch : 1.5 - 0.02 * (epoch - 30)
    return 3 + max(-2, rise)
  }

  @Test("A detector whose loss rises first is not stopped in a fifth of its planned way")
  func detectorWithPlan() {
    for epoch in 1..<60 {
      let advice = judgement(Self.detector, epoch, maxSteps: 299).stopAdvice
      #expect(advice != .stop, "epoch \(epoch)")
    }
  }

  @Test("Nor is it stopped without a plan: it had not left its start, and then it comes back")
  func detectorWithoutPlan() {
    #expect(firstStop(300) { judgement(Self.detector, $0) } == nil)
  }

  @Test("Where the planned end is known and far behind, overfitting is told sooner")
  func planned() throws {
    let points = Curves.points(60, Curves.turning)
    let unknown = try #require(firstStop(60) { judgement(points, $0) })
    let known = try #require(firstStop(60) { judgement(points, $0, maxSteps: 600) })
    #expect(known <= unknown)
  }

  @Test("NaN never comes back; an infinite loss may")
  func nonFinite() {
    let flat = Curves.points(30, Curves.flat)
    func ending(_ value: Double, _ count: Int) -> [Point] {
      flat + Curves.points(count, from: 300) { _ in value }
    }
    #expect(judgement(ending(.nan, 6)).stopAdvice == .stop)
    #expect(judgement(ending(.infinity, 6)).stopAdvice == .consider)
    #expect(judgement(ending(.infinity, 40)).stopAdvice == .stop)
  }

  @Test("A flat run goes on while its falling learning rate is above half of its peak")
  func learningRate() {
    let points = Curves.points(100, noise: 0.001, seed: 3, Curves.flat)
    let falling = Curves.points(100) { 1e-3 * (1.2 - $0) }
    #expect(judgement(points, 60, rate: falling).stopAdvice == .goOn)
    #expect(judgement(points, 100, rate: falling).stopAdvice == .stop)
  }

  @Test("A training loss is not stopped within its first epoch")
  func firstEpoch() {
    let points = Curves.points(200, noise: 0.001, seed: 4, Curves.flat)
    let epochs = Curves.points(200) { 0.9 * $0 }
    #expect(judgement(points, validation: false).stopAdvice == .stop)
    #expect(judgement(points, validation: false, epoch: epochs).stopAdvice != .stop)
  }

  @Test("A run that diverged is not given up at once: its learning rate may fall yet")
  func diverged() {
    let points = Curves.points(100, noise: 0.01, seed: 5, Curves.collapsing)
    let train = Curves.points(200, every: 5, noise: 0.01, seed: 6, Curves.collapsing)
    let first = firstStop(100) { judgement(points, $0, train: train) }
    #expect(first.map { $0 >= 60 } ?? false)
  }

  @Test("Known curves are stopped at known points")
  func golden() {
    func first(_ shape: (Double) -> Double, noise: Double, validation: Bool) -> Int? {
      let points = Curves.points(120, noise: noise, seed: 7, shape)
      return firstStop(120) { judgement(points, $0, validation: validation) }
    }
    #expect(first(Curves.falling, noise: 0.01, validation: true) == nil)
    #expect(first(Curves.falling, noise: 0.01, validation: false) == nil)
    #expect(first(Curves.flat, noise: 0.01, validation: true) == 44)
    #expect(first(Curves.flat, noise: 0.01, validation: false) == 102)
    #expect(first(Curves.turning, noise: 0.01, validation: true) == 44)
  }
}
