/// One spike of a series.
public struct Spike: Sendable, Hashable {
  /// The step of its first point.
  public var step: Int64
  /// Its most extreme value.
  public var value: Double
  /// Its prominence, in robust standard deviations of the usual prominences.
  public var size: Double
  /// How many points it took to come back; `nil` while it has not come back.
  public var recoveredAfter: Int?

  /// A value that was left out of what is judged.
  init(_ outlier: Outlier) {
    self.init(step: outlier.step, value: outlier.value, size: outlier.size)
    if outlier.isOver { recoveredAfter = 1 }
  }

  init(step: Int64, value: Double, size: Double) {
    self.step = step
    self.value = value
    self.size = size
  }
}

/// The spikes of a series: how many, and the largest 64 of them.
public struct SpikeLog: Sendable, Hashable {
  /// How many spikes there were.
  public private(set) var count = 0
  /// The latest.
  public private(set) var latest: Spike?
  /// The largest ones before the latest, in the order of their steps.
  private var earlier: [Spike] = []

  static let capacity = 64

  /// The largest 63 and the latest, in the order of their steps.
  public var largest: [Spike] { earlier + (latest.map { [$0] } ?? []) }

  /// The largest spike of all.
  public var worst: Spike? { largest.max { $0.size < $1.size } }

  /// Creates an empty log.
  public init() {}

  mutating func begin(_ spike: Spike) {
    keepLatest()
    count += 1
    latest = spike
  }

  /// A further point of the latest spike, which may be its highest point.
  mutating func raise(to spike: Spike) {
    guard let size = latest?.size, spike.size > size else { return }
    latest?.size = spike.size
    latest?.value = spike.value
  }

  mutating func recover(after points: Int) { latest?.recoveredAfter = points }

  private mutating func keepLatest() {
    guard let latest else { return }
    earlier.append(latest)
    guard earlier.count > Self.capacity - 1 else { return }
    guard let least = earlier.indices.min(by: { earlier[$0].size < earlier[$1].size }) else {
      return
    }
    earlier.remove(at: least)
  }
}

/// The spikes of a series in the direction that is worse.
public struct SpikeSummary: Sendable, Hashable {
  /// Whether they belong to the training series rather than to the judged validation series.
  public var inTrain: Bool
  /// How many there were.
  public var count: Int
  /// The largest.
  public var worst: Spike
  /// The latest.
  public var latest: Spike
  /// At most 64 spikes, the largest ones, in the order of their steps.
  public var largest: [Spike]
  /// OLMo 2's spike score: the share of values at least seven standard deviations from the rolling
  /// mean of the 1,000 before; `nil` up to 1,000 points.
  public var score: Double?
}

extension SpikeSummary {
  /// - Returns: `nil` if there are no spikes.
  init?(_ log: SpikeLog, _ outliers: [Spike], inTrain: Bool, score: Double?) {
    if log.count == 0, outliers.isEmpty { return nil }
    let known = Set(log.largest.map(\.step))
    let further = outliers.filter { !known.contains($0.step) }
    let all = (log.largest + further).sorted { $0.step < $1.step }
    guard let worst = all.max(by: { $0.size < $1.size }), let latest = all.last else { return nil }
    self.init(
      inTrain: inTrain, count: log.count + further.count, worst: worst, latest: latest,
      largest: all.suffix(SpikeLog.capacity), score: score)
  }
}
