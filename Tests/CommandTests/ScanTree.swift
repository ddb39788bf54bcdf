import Foundation
import TestSupport

/// A folder of runs whose curves are made by a formula, for scans.
struct ScanTree {
  let folder: TemporaryFolder
  /// The folder's path.
  var path: String { folder.path }

  /// Writes falling runs `exp/seed0` … with rising ends, plain ones and one that ends in NaN.
  init(runs: Int = 12) throws {
    folder = TemporaryFolder()
    for index in 0..<runs {
      let name = index.isMultiple(of: 2) ? "exp\(index / 4)/seed\(index % 4 / 2)" : "run_\(index)"
      try write(name, level: 0.5 + 0.02 * Double(index), endsInNaN: index == 5)
    }
  }

  /// Writes one run with an event file.
  func write(_ name: String, level: Double, endsInNaN: Bool = false, tag: String = "eval/loss")
    throws
  {
    var writer = EventFileWriter()
    var random = SeededRandom(seed: UInt64(level * 1_000))
    for step in 1...60 {
      let noise = (Double(random.next() >> 11) * 0x1p-53 - 0.5) * 0.004
      let value = level + 2 * exp(-Double(step) / 8) + noise
      let isLost = endsInNaN && step > 40
      let time = 1_700_000_000 + Double(step) * 60
      writer.scalar(tag, step: Int64(step) * 100, isLost ? .nan : Float(value), wallTime: time)
      writer.scalar(
        "train/learning_rate", step: Int64(step) * 100, Float(1e-3 * (1 - Double(step) / 61)),
        wallTime: time)
    }
    _ = try folder.write(writer.bytes, to: name + "/events.out.tfevents.1700000000.host")
  }
}
