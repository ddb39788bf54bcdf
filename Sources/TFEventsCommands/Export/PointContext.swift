import LogDirectories
import Reports
import Scalars

/// Additional facts about each point in exports: its file, whether it was replaced, and its
/// segment.
struct PointContext {
  private let needsFiles: Bool
  private let needsSegments: Bool
  private var numbers: [LogPath: Int32] = [:]
  private var names: [String] = []

  init(columns: [PointColumn]) {
    needsFiles = columns.contains(.file)
    needsSegments = columns.contains(.segment)
  }

  mutating func describe(
    _ batch: inout PointBatch, by reader: borrowing RunReader, marksSuperseded: Bool
  ) {
    let count = batch.points.count
    if marksSuperseded { batch.superseded = reader.superseded }
    if needsFiles {
      let number = reader.currentFile.map { self.number(of: $0) } ?? -1
      batch.files = Array(repeating: number, count: count)
      batch.fileNames = names
    }
    if needsSegments {
      batch.segments = Array(reader.segments.prefix(count))
    }
  }

  private mutating func number(of file: LogFile) -> Int32 {
    if let known = numbers[file.path] { return known }
    let number = Int32(names.count)
    names.append(file.path.lastComponent.description)
    numbers[file.path] = number
    return number
  }
}
