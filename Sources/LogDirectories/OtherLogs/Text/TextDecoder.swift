import EventFiles

/// Takes the values out of one kind of text log, a line, row or entry at a time.
protocol TextDecoder {
  /// Whether what was read so far shows that this is such a log.
  var isOne: Bool { get }
  /// What shows that it is none; nil where nothing in particular does.
  var flaw: String? { get }

  /// Reads on in a log, as far as there is something to tell.
  mutating func next(_ text: inout TextWindow) throws(EventFileError) -> TextStep
}

extension TextDecoder {
  var flaw: String? { nil }

  /// The values in bytes that are all of a log, and what was left out of it; nil where it is no such log.
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

/// What a line, row or entry of a text log came to.
enum TextStep {
  /// Its values; there may be none.
  case values([LoggedValue])
  /// It says nothing, as an empty line does.
  case nothing
  /// It cannot be read; what is wrong with it.
  case leftOut(String)
  /// Zero bytes that were never written; where they stand.
  case hole(String)
  /// It is the last one and lacks its end; what to say of that, where a writer does not write so.
  case cut(String?)
  /// There are no more.
  case end
}

/// A value of a log that is no event file.
struct LoggedValue: Equatable {
  var tag: String
  var step: Int64
  /// Seconds since the Unix epoch; NaN where the log does not say.
  var wallTime = Double.nan
  var value: Double

  /// What is wrong with what has no step.
  static let noStep = "its step is not a whole number that fits into 64 bits"
  /// What is wrong with what is longer than is read.
  static let tooLong = "it is longer than \(TextWindow.limit >> 20) MiB"
}
