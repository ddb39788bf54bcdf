import EventFiles
import Scalars

/// A mark of the writer among the points of a file.
struct FileMark {
  enum Kind {
    /// `brain.Event:<number>`; -1 where the text is none.
    case version(Int)
    /// A SessionLog START with its step.
    case start(Int64)
  }

  var kind: Kind
  /// How many of the file's points stand before it.
  var row: Int
  var wallTime: Double
  var offset: Int64?
}

/// Reads the points of one file, and the marks among them.
struct FileCursor: ~Copyable {
  private(set) var tags: [(tag: String, numberType: NumberType)] = []
  /// The marks met so far, in the order of the file.
  private(set) var marks: [FileMark] = []
  private(set) var failure: String?

  init(_ file: LogFile, select: (@Sendable (String) -> Bool)?) {}

  /// Fills `batch`; false at the end of what is there.
  mutating func read(into batch: inout ScalarBatch) -> Bool { false }
}
