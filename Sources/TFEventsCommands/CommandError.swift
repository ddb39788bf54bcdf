public import Arguments
import Scalars
public import TextFormats

/// Why a command could not do what it was asked.
public enum CommandError: Error {
  /// The words make no sense, or name nothing that is there: shown with its hints, status 2.
  case usage(UsageError)
  /// The answer could not be written: silent where nobody reads any more.
  case output(OutputError)

  /// That standard input ended in an error.
  static func unreadableInput(_ error: InputError) -> CommandError {
    .usage(UsageError("standard input cannot be read (\(error.text))"))
  }
}

extension OutputError {
  /// Why, as the system calls it.
  var text: String {
    switch self {
    case .closed: "nobody reads it"
    case .failed(let code): SystemError(number: code).text
    }
  }
}

/// What a command ends with when it came to its end.
public enum Outcome: Int32, Sendable {
  /// Done.
  case done = 0
  /// The answer is "no": something asked for was not found, or damage was.
  case no = 1
  /// Something could not be read, and that is the answer or part of what was asked for.
  case incomplete = 2
  /// The terminal was closed.
  case hungUp = 129
  /// Ctrl-C.
  case interrupted = 130
  /// Ctrl-\.
  case quit = 131
  /// Asked to end, by Slurm or `kill`.
  case terminated = 143
}
