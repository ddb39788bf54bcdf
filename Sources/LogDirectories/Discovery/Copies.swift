internal import EventFiles
import TextFormats

/// A file whose content, or whose every good record, another file of its directory contains.
public struct LogCopy: Sendable, Hashable {
  /// The file that is a copy, or the beginning of another.
  public let path: LogPath
  /// The file that is read instead.
  public let original: LogPath
}

/// Finds the files of a directory that are copies of others in it, so that each log is read once.
///
/// Copies made by hand, backups, compressed copies and a transfer's temporary files keep the name's
/// number or the whole name, so only such files are compared. Their content decides.
enum Copies {
  /// Any log worth comparing has at least this many bytes: the record of its file version.
  private static let smallest: Int64 = 24

  /// Removes from `files` those that are copies, or beginnings, of others among them.
  static func takeOut(of files: inout [LogFile]) -> [LogCopy] {
    if files.count < 2 { return [] }
    var originals: [Int: LogPath] = [:]
    let candidates = Candidates(files)
    for place in files.indices {
      for other in candidates.after(place)
      where originals[place] == nil && originals[other] == nil {
        guard mayBeAlike(files[place], files[other]),
          let relation = try? ContentComparison(
            files[place].location, files[other].location)
        else { continue }
        switch relation {
        case .different: continue
        case .firstIsBeginning: originals[place] = files[other].path
        case .secondIsBeginning: originals[other] = files[place].path
        case .same:
          let keepsFirst = isPlainer(files[place], files[other])
          originals[keepsFirst ? other : place] = files[keepsFirst ? place : other].path
        }
      }
    }
    if originals.isEmpty { return [] }
    let copies = files.indices.compactMap { place in
      originals[place].map { LogCopy(path: files[place].path, original: $0) }
    }
    files = files.indices.filter { originals[$0] == nil }.map { files[$0] }
    return copies
  }

  /// The files that each file is compared with: of the same number in the name, or without one.
  ///
  /// So a file in a directory of thousands takes no longer than one of a few.
  private struct Candidates {
    private let numbers: [UInt64?]
    private var numbered: [UInt64: [Int]] = [:]
    private var others: [Int] = []

    init(_ files: [LogFile]) {
      numbers = files.map { EventFileName.timestamp($0.path.lastComponent.bytes) }
      for (place, number) in numbers.enumerated() {
        if let number { numbered[number, default: []].append(place) } else { others.append(place) }
      }
    }

    /// The places after `place` of the files to compare with the one there.
    func after(_ place: Int) -> [Int] {
      guard let number = numbers[place] else { return Array(place + 1..<numbers.count) }
      return ((numbered[number] ?? []) + others).filter { $0 > place }.sorted()
    }
  }

  private static func mayBeAlike(_ a: LogFile, _ b: LogFile) -> Bool {
    guard a.size >= smallest, b.size >= smallest else { return false }
    let (x, y) = (a.path.lastComponent.bytes, b.path.lastComponent.bytes)
    if let number = EventFileName.timestamp(x), number == EventFileName.timestamp(y) { return true }
    return x.holds(y) || y.holds(x)
  }

  /// Whether `a` is more likely than `b` to be the name that the writer gave: the shorter name
  /// wins.
  private static func isPlainer(_ a: LogFile, _ b: LogFile) -> Bool {
    let (x, y) = (a.path.lastComponent.bytes, b.path.lastComponent.bytes)
    return x.count == y.count ? x.lexicographicallyPrecedes(y) : x.count < y.count
  }
}
