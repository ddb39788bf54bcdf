/// What writes the logs that are read.
public enum LogSource: String, Sendable, Hashable, CaseIterable {
  /// Event files, by whatever writes for TensorBoard.
  case tensorboard
  /// Hugging Face Trainer's `trainer_state.json`.
  case hf
  /// `metrics.csv`, as Lightning's CSVLogger writes it.
  case csv
  /// Rows of points on standard input, as `export` writes them.
  case points

  /// Whether a file of this name is such a log.
  func reads(fileNamed name: [UInt8]) -> Bool {
    switch self {
    case .tensorboard: EventFileName.isEventFile(name)
    case .hf: name == Self.trainerState
    case .csv: name == Self.metricsTable
    case .points: false
    }
  }

  private static let trainerState = Array("trainer_state.json".utf8)
  private static let metricsTable = Array("metrics.csv".utf8)
}
