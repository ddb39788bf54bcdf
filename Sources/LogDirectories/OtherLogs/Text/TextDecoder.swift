import EventFiles
import TextFormats

/// Extracts the values from one kind of text log, one line, row or entry at a time.
protocol TextDecoder {
  /// Whether the part read so far shows that this is such a log.
  var isOne: Bool { get }
  /// What shows that it is not such a log; nil if nothing in particular does.
  var flaw: String? { get }
  /// The settings of the run met so far, such as how long it is planned to be.
  var settings: [JSONValue.Member] { get }

  /// Reads on in a log until there is something to report.
  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> TextStep
}

extension TextDecoder {
  var flaw: String? { nil }
  var settings: [JSONValue.Member] { [] }

  /// The values in the bytes of a whole log, and what was left out of it; nil if it is not such a
  /// log.
  static func read(_ bytes: [UInt8], by decoder: Self) -> (values: [LoggedValue], flaws: [String])?
  {
    var decoder = decoder
    var text = TextWindow(.memory(bytes))
    var (values, flaws): ([LoggedValue], [String]) = ([], [])
    while let step = try? decoder.next(&text) {
      switch step {
      case .values(let more): values += more
      case .leftOut(let flaw), .hole(let flaw): flaws.append(flaw)
      case .cut(let flaw): if let flaw { flaws.append(flaw) }
      case .nothing: continue
      case .end: return decoder.isOne ? (values, flaws) : nil
      }
    }
    return nil
  }
}

/// The result of reading a line, row or entry of a text log.
enum TextStep {
  /// Its values; there may be none.
  case values([LoggedValue])
  /// It has no content, like an empty line.
  case nothing
  /// It cannot be read; what is wrong with it.
  case leftOut(String)
  /// Zero bytes that were never written; their range.
  case hole(String)
  /// It is the last one and incomplete; a message if that is damage, nil if a writer may still
  /// complete it.
  case cut(String?)
  /// There are no more.
  case end
}

/// A value of another logger's log.
struct LoggedValue: Equatable {
  var tag: String
  var step: Int64
  /// Seconds since the Unix epoch; NaN if the log does not say.
  var wallTime = Double.nan
  var value: Double

  /// What is wrong with a line without a step.
  static let noStep = "its step is not a whole number that fits into 64 bits"
  /// What is wrong with a line that is longer than the limit.
  static let tooLong = "it is longer than \(TextWindow.limit >> 20) MiB"
}
