import EventFiles
import Scalars

/// A contradiction that a check found in the product.
public struct Contradiction: Error, CustomStringConvertible {
  /// The two facts that contradict each other.
  public let description: String

  init(_ description: String) { self.description = description }
}

/// A point with its tag, its numbers by their bits, so that NaNs compare.
struct ReadPoint: Equatable {
  var tag: String
  var step: Int64
  var wallTime: UInt64
  var value: UInt64
}

/// A file read to its end.
struct ReadFile {
  var points: [ReadPoint] = []
  var marks = 0
  var outcome: FileOutcome

  init(_ bytes: [UInt8], options: ReadingOptions = ReadingOptions()) throws {
    var reader = EventFileReader(bytes: bytes, options: options)
    var batch = ScalarBatch()
    var isMore = true
    while isMore {
      isMore = try reader.read(into: &batch)
      let series = reader.series
      for row in 0..<batch.count {
        points.append(
          ReadPoint(
            tag: series[Int(batch.series[row])].tag, step: batch.steps[row],
            wallTime: batch.wallTimes[row].bitPattern, value: batch.values[row].bitPattern))
      }
      marks += batch.marks.count
    }
    outcome = reader.outcome
    for attachment in reader.attachments { _ = attachment.hyperparameters() }
  }
}

/// Cuts an input into numbers and pieces; at its end everything is zero or empty.
struct InputCutter {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  var isEmpty: Bool { rest.isEmpty }

  mutating func byte() -> UInt8 { rest.popFirst() ?? 0 }

  mutating func piece(_ count: Int) -> [UInt8] {
    let piece = rest.prefix(count)
    rest = rest.dropFirst(count)
    return Array(piece)
  }
}
