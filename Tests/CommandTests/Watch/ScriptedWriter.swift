import Foundation
import Scalars
import TestSupport

/// Writes a run like a trainer with many problems: in pieces, with pauses, crashes, resumes, holes
/// in the files that are filled later, and replaced files.
struct ScriptedWriter {
  /// One event file: its intended content, and how much of it is on the disk.
  private struct File {
    var name: String
    var bytes: [UInt8]
    var points: [(tag: String, point: Point)] = []
    /// The number of bytes of the file on the disk.
    var written = 0
    /// Ranges that are still zeros on the disk.
    var holes: [Range<Int>] = []
  }

  let directory: String
  private var random: SeededRandom
  private var files: [File] = []
  private var step: Int64 = 0
  private var clock = 1_000.0
  private var fileNumber = 0
  /// Every point that was ever meant to be written.
  private(set) var everWritten: [(tag: String, point: Point)] = []

  init(directory: String, seed: UInt64) throws {
    self.directory = directory
    random = SeededRandom(seed: seed)
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
  }

  /// The valid points once everything is on the disk: in each series, a later file replaces what it
  /// repeats.
  var standing: [(tag: String, point: Point)] {
    var points: [(tag: String, point: Point)] = []
    for file in files {
      for tag in ["train/loss", "eval/loss"] {
        guard let first = file.points.first(where: { $0.tag == tag }) else { continue }
        points.removeAll { $0.tag == tag && $0.point.step >= first.point.step }
      }
      points += file.points
    }
    return points
  }

  /// Does one randomly chosen thing.
  mutating func act() throws {
    switch Int.random(in: 0..<20, using: &random) {
    case 0 where files.count < 6: crashAndResume()
    case 1 where !files.isEmpty: try replaceLast()
    case 2, 3: try leaveHole()
    case 4, 5: try fillHoles()
    default:
      if files.isEmpty { beginFile() }
      log(Int.random(in: 1...9, using: &random))
      try flush(upTo: Int.random(in: 0...120, using: &random))
    }
  }

  /// Completes everything that was begun.
  mutating func settle() throws {
    try fillHoles()
    if !files.isEmpty { try flush(upTo: .max) }
  }

  private mutating func beginFile() {
    fileNumber += 1
    clock += 5
    var writer = EventFileWriter(version: nil)
    writer.event(.version(wallTime: clock))
    files.append(
      File(name: "events.out.tfevents.\(1_700_000_000 + fileNumber).h", bytes: writer.bytes))
  }

  private mutating func log(_ count: Int) {
    for _ in 0..<count {
      step += 1
      clock += 1
      add("train/loss")
      if step.isMultiple(of: 3) { add("eval/loss") }
    }
  }

  private mutating func add(_ tag: String) {
    let value = Float.random(in: 0..<4, using: &random)
    var writer = EventFileWriter(version: nil)
    writer.scalar(tag, step: step, value, wallTime: clock)
    let point = Point(step: step, wallTime: clock, value: Double(value))
    files[files.count - 1].bytes += writer.bytes
    files[files.count - 1].points.append((tag, point))
    everWritten.append((tag, point))
  }

  /// Writes the last file to the disk, except a number of bytes: a record may be cut anywhere.
  private mutating func flush(upTo missing: Int) throws {
    let last = files.count - 1
    let end = missing == .max ? files[last].bytes.count : files[last].bytes.count - missing
    try extend(last, to: end)
  }

  private mutating func extend(_ index: Int, to end: Int) throws {
    guard end > files[index].written else { return }
    try put(
      Array(files[index].bytes[files[index].written..<end]), at: files[index].written, in: index)
    files[index].written = end
  }

  /// The job dies, loses what it had not written, and another begins again a little earlier.
  private mutating func crashAndResume() {
    if let last = files.indices.last {
      let whole = files[last].written
      var writer = EventFileWriter(version: nil)
      writer.event(.version(wallTime: 1))
      // Only whole records of the lost file count.
      var end = writer.bytes.count
      var kept = 0
      for (tag, point) in files[last].points {
        var one = EventFileWriter(version: nil)
        one.scalar(tag, step: point.step, Float(point.value), wallTime: point.wallTime)
        end += one.bytes.count
        if end > whole { break }
        kept += 1
      }
      files[last].points.removeSubrange(kept...)
      files[last].bytes.removeSubrange(whole...)
      step = max(
        0, (files[last].points.last?.point.step ?? step) - Int64.random(in: 0...6, using: &random))
      clock += 60
    }
    beginFile()
  }

  /// The last file is replaced by another with other points.
  private mutating func replaceLast() throws {
    let last = files.count - 1
    let name = files[last].name
    try FileManager.default.removeItem(atPath: path(last), ifThere: true)
    files.removeLast()
    beginFile()
    files[last].name = name
    step = max(0, step - Int64.random(in: 0...9, using: &random))
    log(Int.random(in: 1...9, using: &random))
    try flush(upTo: Int.random(in: 0...50, using: &random))
  }

  /// A stretch of the last file reaches the disk as zeros, the bytes after it correctly.
  private mutating func leaveHole() throws {
    guard let last = files.indices.last, files[last].written > 0 else { return }
    log(Int.random(in: 2...30, using: &random))
    let start = files[last].written
    let end = files[last].bytes.count
    guard end - start > 2 else { return }
    let hole = start..<Int.random(in: start + 1...end, using: &random)
    try extend(last, to: end)
    try put([UInt8](repeating: 0, count: hole.count), at: hole.lowerBound, in: last)
    files[last].holes.append(hole)
  }

  private mutating func fillHoles() throws {
    for index in files.indices {
      for hole in files[index].holes {
        try put(Array(files[index].bytes[hole]), at: hole.lowerBound, in: index)
      }
      files[index].holes = []
    }
  }

  private func path(_ index: Int) -> String { directory + "/" + files[index].name }

  private func put(_ bytes: [UInt8], at offset: Int, in index: Int) throws {
    let path = path(index)
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(atPath: path, contents: nil)
    }
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try handle.seek(toOffset: UInt64(offset))
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }
}

extension FileManager {
  fileprivate func removeItem(atPath path: String, ifThere: Bool) throws {
    if fileExists(atPath: path) { try removeItem(atPath: path) }
  }
}
