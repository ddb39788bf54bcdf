import Foundation
import TestSupport

/// Small runs of every kind, each with its own seed, in a folder.
struct VariedRuns {
  enum Kind: String, CaseIterable {
    case converged, improving, overfitting, nan, diverged, resumed, short, spiky, noisy, damaged
    case empty, garbage, split, tensors
  }

  let folder: TemporaryFolder
  /// The runs' names, in the order in which they were written.
  let names: [String]

  /// Writes a number of runs, of each kind in turn.
  init(_ count: Int) throws {
    folder = TemporaryFolder()
    var names: [String] = []
    for index in 0..<count {
      let kind = Kind.allCases[index % Kind.allCases.count]
      names.append("exp\(index / 40)/\(kind)-seed\(index)")
      for (path, bytes) in Self.files(kind, seed: UInt64(index)) {
        _ = try folder.write(bytes, to: "\(names[index])/\(path)")
      }
    }
    self.names = names
  }

  private struct Row {
    var step: Int64
    var time: Double
    var validation: Float
    var training: Float
    var rate: Float
  }

  private static func files(_ kind: Kind, seed: UInt64) -> [(String, [UInt8])] {
    let rows = rows(kind, seed: seed)
    let name = "events.out.tfevents.1700000000.h"
    switch kind {
    case .empty: return [(name, EventFileWriter().bytes)]
    case .garbage: return [(name, Array(repeating: UInt8(7), count: 99))]
    case .split:
      var (training, validation) = (EventFileWriter(), EventFileWriter())
      for row in rows {
        training.scalar("loss", step: row.step, row.training, wallTime: row.time)
        validation.scalar("loss", step: row.step, row.validation, wallTime: row.time)
      }
      return [("train/" + name, training.bytes), ("eval/" + name, validation.bytes)]
    case .resumed:
      let late = rows[(rows.count / 2)...].map { row in
        var row = row
        row.time += 7_200
        return row
      }
      return [
        (name, file(kind, rows.prefix(rows.count * 2 / 3))),
        ("events.out.tfevents.1700003600.h", file(kind, late)),
      ]
    case .damaged:
      var bytes = file(kind, rows)
      bytes[900] ^= 0xFF
      return [(name, bytes)]
    default: return [(name, file(kind, rows))]
    }
  }

  private static func file(_ kind: Kind, _ rows: some Sequence<Row>) -> [UInt8] {
    var writer = EventFileWriter()
    for row in rows {
      if kind == .tensors {
        writer.tensorScalar("eval/loss", step: row.step, row.validation, wallTime: row.time)
      } else {
        writer.scalar("eval/loss", step: row.step, row.validation, wallTime: row.time)
      }
      writer.scalar("train/loss", step: row.step, row.training, wallTime: row.time)
      writer.scalar("train/learning_rate", step: row.step, row.rate, wallTime: row.time)
    }
    return writer.bytes
  }

  private static func rows(_ kind: Kind, seed: UInt64) -> [Row] {
    var random = SeededRandom(seed: seed)
    let count = Int.random(in: kind == .short ? 2...5 : 24...60, using: &random)
    let noise = [0.001, 0.004, 0.02][Int.random(in: 0..<3, using: &random)]
    return (1...count).map { place in
      let share = Double(place) / Double(count)
      return Row(
        step: Int64(place) * 100, time: 1_700_000_000 + Double(place) * 60,
        validation: Float(value(kind, share, &random) + noise * random.nextGaussian()),
        training: Float(training(kind, share)),
        rate: Float(1e-3 * (1 - share)))
    }
  }

  private static func training(_ kind: Kind, _ share: Double) -> Double {
    // NaN weights show in both losses.
    if kind == .nan, share >= 0.7 { return .nan }
    return 0.5 + 2 * exp(-8 * share) - (kind == .overfitting ? 0.2 * share : 0)
  }

  private static func value(_ kind: Kind, _ share: Double, _ random: inout SeededRandom) -> Double {
    let base = 0.6 + 2 * exp(-12 * share)
    switch kind {
    case .improving: return 2.5 - 1.2 * share
    case .overfitting: return base + 1.2 * max(0, share - 0.4)
    case .nan: return share < 0.7 ? base : .nan
    case .diverged: return base + 40 * max(0, share - 0.75)
    case .spiky: return Int.random(in: 0..<20, using: &random) == 0 ? base * 4 : base
    case .noisy: return base + 0.2 * random.nextGaussian()
    default: return base
    }
  }
}
