import Foundation
import TestSupport

/// A training's log, generated in a test: tags, and their values at each point.
struct LoggedTraining {
  /// A series: its tag, its value at a point, and the points at which it is logged.
  struct Series {
    let tag: String
    let every: Int
    let value: (Int, Double) -> Double

    /// - Parameters:
    ///   - tag: the tag.
    ///   - every: the distance of logged points.
    ///   - value: the value, from the point and a number of the standard normal distribution.
    init(_ tag: String, every: Int = 1, _ value: @escaping (Int, Double) -> Double) {
      (self.tag, self.every, self.value) = (tag, every, value)
    }
  }

  var points = 200
  /// Steps between points.
  var spacing = 10
  /// Added to every step.
  var offset = 0
  var series: [Series]

  /// The output of `analyze`: the `key: value` lines.
  func values(_ options: String...) throws -> [String: String] {
    let folder = TemporaryFolder()
    try write(to: folder)
    return CommandRun(["analyze", folder.path] + options).values
  }

  /// Everything that `analyze` prints.
  func text() throws -> String {
    let folder = TemporaryFolder()
    try write(to: folder)
    let run = CommandRun("analyze", folder.path)
    return run.output + run.errors
  }

  /// Writes the event file below a folder.
  func write(to folder: TemporaryFolder, below name: String = "") throws {
    var writer = EventFileWriter()
    var random = SeededRandom(seed: 17)
    for point in 0..<points {
      for one in series {
        let noise = random.nextGaussian()
        guard (point + 1) % one.every == 0 else { continue }
        writer.scalar(
          one.tag, step: Int64(offset + (point + 1) * spacing), Float(one.value(point, noise)),
          wallTime: 1e9 + Double(point))
      }
    }
    let file = "events.out.tfevents.1.h"
    _ = try folder.write(writer.bytes, to: name.isEmpty ? file : name + "/" + file)
  }
}
