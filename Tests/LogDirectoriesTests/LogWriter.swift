import TestSupport

/// An event file described by the steps that a run writes, including restarts.
struct LogWriter {
  private var writer = EventFileWriter(version: nil)

  /// The file so far.
  var bytes: [UInt8] { writer.bytes }

  /// A file with the version that today's writers use; nil for none.
  init(version: Int? = 2, wallTime: Double = 1_000) {
    if let version { self.version(version, wallTime: wallTime) }
  }

  mutating func version(_ number: Int, step: Int64 = 0, wallTime: Double = 1_000) {
    writer.event(.version("brain.Event:\(number)", step: step, wallTime: wallTime))
  }

  /// A SessionLog START, as Supervisor and torch's `purge_step` write it.
  mutating func start(_ step: Int64, wallTime: Double = 1_000) {
    writer.event(.session(1, step: step, wallTime: wallTime))
  }

  mutating func scalar(_ tag: String, _ step: Int64, _ value: Float, wallTime: Double) {
    scalars([tag], step, value, wallTime: wallTime)
  }

  /// A float64, as a tensor.
  mutating func double(_ tag: String, _ step: Int64, _ value: Double, wallTime: Double) {
    let tensor = ProtobufMessage.tensor(type: 2) { $0.double(6, value) }
    writer.event(.summary(step: step, wallTime: wallTime, [.tensorValue(tag, tensor)]))
  }

  /// A tensor without metadata.
  mutating func unexplained(_ tag: String, _ step: Int64, wallTime: Double) {
    writer.event(
      .summary(step: step, wallTime: wallTime, [.tensorValue(tag, .tensor(1), plugin: nil)]))
  }

  /// One event with the same value for several tags.
  mutating func scalars(_ tags: [String], _ step: Int64, _ value: Float, wallTime: Double) {
    writer.event(.summary(step: step, wallTime: wallTime, tags.map { .simple($0, value) }))
  }

  /// Points of one tag, a second apart; each value identifies its file and position.
  mutating func points(
    _ steps: [Int64], tag: String = "loss", from wallTime: Double, values: Float = 0
  ) {
    for (place, step) in steps.enumerated() {
      scalar(tag, step, values + Float(place), wallTime: wallTime + Double(place))
    }
  }
}
