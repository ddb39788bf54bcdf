import EventFiles

/// Reads compressed streams, good and broken.
public enum InflaterCheck {
  /// The most points an input may give: deflate cannot inflate more than 1,032 times.
  private static let pointLimit = 1_032

  /// Reads `input` as a file, unchanged and with the signatures of gzip and zlib before it.
  public static func run(_ input: [UInt8]) throws {
    try read(input)
    try read([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + input)
    try read([0x78, 0x9C] + input)
  }

  private static func read(_ bytes: [UInt8]) throws {
    let file = try ReadFile(bytes)
    guard file.outcome.points == file.points.count else {
      throw Contradiction("\(file.outcome.points) points counted, \(file.points.count) delivered")
    }
    guard file.points.count <= pointLimit * bytes.count else {
      throw Contradiction("\(file.points.count) points from \(bytes.count) bytes")
    }
    guard file.outcome.bytesRead >= 0 else {
      throw Contradiction("\(file.outcome.bytesRead) bytes read")
    }
  }
}
