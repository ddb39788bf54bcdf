public import Foundation

/// The program itself, which is beside the tests after a build.
public enum BuiltProgram {
  /// Its path; nil if it was not built.
  public static let url: URL? = {
    let places = [CommandLine.arguments.first, "/proc/self/exe"].compactMap(\.self).map {
      URL(fileURLWithPath: $0).resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("tfevents")
    }
    return places.first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  /// Whether it was built.
  public static var isThere: Bool { url != nil }
}
