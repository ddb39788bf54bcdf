public import Arguments
import Scalars
public import TextFormats

/// Why a command could not do its work.
public enum CommandError: Error {
  /// The command line is wrong, or names something that does not exist: shown with its hints,
  /// status 2.
  case usage(UsageError)
  /// The answer could not be written; no message if the reader has gone away.
  case output(OutputError)

  /// Reading standard input failed.
  static func unreadableInput(_ error: InputError) -> CommandError {
    .usage(UsageError("standard input cannot be read (\(error.text))"))
  }
}

extension OutputError {
  /// The reason, in the system's words.
  var text: String {
    switch self {
    case .closed: "nobody reads it"
    case .failed(let code): SystemError(number: code).text
    }
  }
}

/// The result of a command that ran to its end.
public enum Outcome: Int32, Sendable {
  /// Done.
  case done = 0
  /// The answer is "no": something that was asked for was not found, or damage was found.
  case no = 1
  /// Something could not be read, and that is the answer or a part of it.
  case incomplete = 2
  /// The terminal was closed.
  case hungUp = 129
  /// Ctrl-C.
  case interrupted = 130
  /// Ctrl-\.
  case quit = 131
  /// The process was asked to end, by Slurm or `kill`.
  case terminated = 143
}
