internal import Glibc

/// A failure of the operating system, by its number (`errno`).
public struct SystemError: Error, Sendable, Hashable {
  /// The number.
  public let number: Int32

  /// Takes the number of a failure.
  public init(number: Int32) { self.number = number }

  /// What the system calls this failure, such as "Permission denied": the one place that asks for it.
  public var text: String { unsafe String(cString: strerror(number)) }

  /// That nothing stands at a path.
  package static var missing: SystemError { SystemError(number: ENOENT) }
  /// That a file is too large.
  package static var tooLarge: SystemError { SystemError(number: EFBIG) }
  /// That reading failed.
  package static var inputOutput: SystemError { SystemError(number: EIO) }

  /// Whether nothing stands at the path.
  public var isMissing: Bool { number == ENOENT || number == ENOTDIR }

  /// Whether links lead to each other and to nothing else.
  public var isLoop: Bool { number == ELOOP }
}
