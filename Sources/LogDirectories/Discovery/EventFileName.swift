import EventFiles
import TextFormats

/// What the name of a file says about its content.
enum EventFileName {
  private static let marker = Array("tfevents".utf8)
  private static let markerOfTime = Array("tfevents.".utf8)
  private static let profilerEnding = Array(".profile-empty".utf8)

  private static let appleDouble = Array("._".utf8)
  private static let pointerEnding = Array(".dvc".utf8)

  /// Whether a file with this name holds events.
  ///
  /// It must contain `tfevents` and must not be a profiler's marker, one of macOS's files for
  /// metadata (`._…`), or an archive.
  static func isEventFile(_ name: [UInt8]) -> Bool {
    name.holds(marker) && ArchiveName(name) == nil && !isProfilerMarker(name)
      && !name.starts(with: appleDouble)
  }

  /// The log in whose place DVC keeps the file at this path; nil if that is not such a file by its
  /// name.
  static func log(ofPointer path: LogPath) -> LogPath? {
    guard path.bytes.ends(with: pointerEnding) else { return nil }
    return LogPath(bytes: path.bytes.dropLast(pointerEnding.count), archive: path.archive)
  }

  /// Whether this is the directory in which macOS puts such files in an archive.
  static func isForeignDirectory(_ name: [UInt8]) -> Bool {
    name.elementsEqual("__MACOSX".utf8)
  }

  /// Whether this is the empty file that a profiler writes so that its run is listed.
  static func isProfilerMarker(_ name: [UInt8]) -> Bool {
    name.ends(with: profilerEnding) && name.holds(marker)
  }

  /// The Unix time in seconds at which the file was begun: the digits after `tfevents.`, or nil.
  ///
  /// Numbers too large for 64 bits are clamped, so that the order is right for any digits.
  static func timestamp(_ name: [UInt8]) -> UInt64? {
    guard let start = name.place(of: markerOfTime) else { return nil }
    let digits = name[(start + markerOfTime.count)...].prefix(while: isDigit)
    if digits.isEmpty { return nil }
    return digits.reduce(into: UInt64(0)) { number, digit in
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(digit - 0x30))
      number = overflow || carry ? .max : sum
    }
  }

  /// Whether the file named `a` was begun before the one named `b`: by number, then naturally.
  static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    let (x, y) = (timestamp(a) ?? 0, timestamp(b) ?? 0)
    return x == y ? naturallyPrecedes(a, b) : x < y
  }
}
