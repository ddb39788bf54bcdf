import TestSupport

/// Writes the logs that the benchmark reads: `event-log-generator <kind> <directory> <scalars>`.
@main
enum Main {
  static func main() {
    let words = CommandLine.arguments
    guard words.count == 4, let count = Int(words[3]), let kind = Kind(rawValue: words[1]) else {
      let kinds = Kind.allCases.map(\.rawValue).joined(separator: "|")
      fatalError("usage: event-log-generator \(kinds) <directory> <scalars>")
    }
    makeDirectory(words[2])
    kind.write(to: words[2], count: count)
  }
}

/// The kinds of logs that are measured.
enum Kind: String, CaseIterable {
  /// One file of `simple_value` scalars of 60 tags.
  case simple
  /// The same as tensors.
  case tensors
  /// `simple_value` scalars whose tags come in random order.
  case shuffled
  /// An image of 200 kB before every 20 scalars.
  case images
  /// Runs of 2,000 scalars of four tags.
  case runs

  func write(to directory: String, count: Int) {
    switch self {
    case .runs:
      for run in 0..<max(1, count / 2_000) {
        let name = String(run)
        let path = directory + "/run-" + String(repeating: "0", count: 5 - name.count) + name
        makeDirectory(path)
        var log = Log(path, seed: UInt64(run), tags: Log.fourTags)
        for row in 0..<2_000 { log.addScalar(row: row) }
        log.finish()
      }
    case .images:
      var log = Log(directory, seed: 1, tags: Log.sixtyTags)
      for row in 0..<count {
        if row % 20 == 0 { log.addImage(row: row) }
        log.addScalar(row: row)
      }
      log.finish()
    case .simple, .tensors, .shuffled:
      var log = Log(directory, seed: 1, tags: Log.sixtyTags)
      log.isTensor = self == .tensors
      log.isShuffled = self == .shuffled
      for row in 0..<count { log.addScalar(row: row) }
      log.finish()
    }
  }
}

/// One event file in the making: losses that fall, with noise.
struct Log: ~Copyable {
  static let fourTags = ["train/loss", "eval/loss", "train/lr", "train/grad_norm"]
  static let sixtyTags =
    fourTags
    + (0..<56).map { "layer_\($0 / 8)/" + ["w", "b", "mean", "std"][$0 % 4] + "\($0 % 8)" }

  var isTensor = false
  var isShuffled = false
  private let tags: [[UInt8]]
  private var isKnown: [Bool]
  private var random: SeededRandom
  private var wallTime = 1_700_000_000.0
  private var file: ByteFile
  private var event = EventBytes()
  private let image: [UInt8]

  init(_ directory: String, seed: UInt64, tags: [String]) {
    self.tags = tags.map { Array($0.utf8) }
    isKnown = tags.map { _ in false }
    random = SeededRandom(seed: seed)
    file = ByteFile(creating: directory + "/events.out.tfevents.1700000000.host")
    var pixels = SeededRandom(seed: 7)
    image = (0..<200_000).map { _ in UInt8(truncatingIfNeeded: pixels.next()) }
    event.buildFileVersion(wallTime: wallTime)
    file.append(event.record)
  }

  mutating func finish() { file.flush() }

  mutating func addScalar(row: Int) {
    let bits = random.next()
    let tag = isShuffled ? Int(bits >> 40) % tags.count : row % tags.count
    let step = Int64(row / tags.count)
    wallTime += Double(bits >> 11) * 0x1p-53 * 0.01
    let noise = Double(bits & 0xFFFF) / 0xFFFF - 0.5
    let trend = 2 / (1 + Double(step) / 50) + Double(tag)
    let value = Float(trend + 0.05 * noise)
    let content =
      isTensor
      ? ValueBytes.tensor(value, withMetadata: !isKnown[tag]) : ValueBytes.simple(value)
    isKnown[tag] = true
    event.build(wallTime: wallTime, step: step, tag: tags[tag], value: content)
    file.append(event.record)
  }

  mutating func addImage(row: Int) {
    event.build(
      wallTime: wallTime, step: Int64(row / tags.count), tag: Array("samples".utf8),
      value: ValueBytes.image(image))
    file.append(event.record)
  }
}
