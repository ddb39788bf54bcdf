internal import Glibc

/// A failure of the operating system, by its number (`errno`).
public struct SystemError: Error, Sendable, Hashable {
  /// The number.
  public let number: Int32

  /// Creates a failure from its number.
  public init(number: Int32) { self.number = number }

  /// The system's text for this failure, such as "Permission denied"; only this property asks for
  /// it.
  public var text: String { unsafe String(cString: strerror(number)) }

  /// Nothing exists at a path (ENOENT).
  package static var missing: SystemError { SystemError(number: ENOENT) }
  /// A file is too large (EFBIG).
  package static var tooLarge: SystemError { SystemError(number: EFBIG) }
  /// That reading failed.
  package static var inputOutput: SystemError { SystemError(number: EIO) }

  /// Whether nothing exists at the path.
  public var isMissing: Bool { number == ENOENT || number == ENOTDIR }

  /// Whether symbolic links form a loop (ELOOP).
  public var isLoop: Bool { number == ELOOP }
}
