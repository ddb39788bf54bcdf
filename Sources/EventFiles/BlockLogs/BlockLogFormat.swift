/// A logger whose files are the blocks of a LevelDB log.
///
/// A file begins with seven bytes: four letters, a number of two bytes and the version.
public enum BlockLogFormat: Sendable, Hashable, CaseIterable {
  /// `run-<id>.wandb` of Weights & Biases.
  case wandb
  /// `backup.swanlab` of SwanLab.
  case swanlab

  /// The first bytes of a file.
  public var header: [UInt8] {
    switch self {
    case .wandb: Array(":W&B".utf8) + [0xE1, 0xBE, 0]
    case .swanlab: Array(":SWL".utf8) + [0xD6, 0xE1, 2]
    }
  }
}
