import EventFiles
import Scalars

extension LogFile {
  /// The largest file that is translated, which is held in memory as a whole.
  static let translationLimit = 256 << 20

  /// An event file that holds what this one does; nil for an event file on disk.
  ///
  /// What is not understood is given as it is, so that it is found to be no log. Points have no wall time
  /// where the log has none.
  func translated() throws(EventFileError) -> TranslatedLog? {
    if source.isEventFiles { return contents.map { TranslatedLog(bytes: $0) } }
    let bytes: [UInt8]
    if contents != nil || path.archive != nil {
      // Of a member of an archive more can be wrong than the system has numbers for.
      bytes = try location.contents(limit: contents?.count ?? Self.translationLimit)
    } else {
      do throws(SystemError) { bytes = try path.contents(limit: Self.translationLimit) } catch {
        throw .cannotOpen(path: path.description, code: error.number)
      }
    }
    guard let rows = source.rows(bytes) else {
      return TranslatedLog(bytes: bytes, flaw: source.words.flawOf(bytes))
    }
    var encoder = EventFileEncoder(wallTime: .nan)
    var log = TranslatedLog(bytes: [])
    for row in rows.withoutRepeatedEpochs {
      if let flaw = row.flaw {
        log.leftOut += 1
        if log.flaw == nil { log.flaw = flaw }
        continue
      }
      let point = Point(step: row.step, wallTime: row.wallTime, value: row.value)
      encoder.add(tag: row.tag, point, type: .float64)
    }
    log.bytes = encoder.bytes
    return log
  }
}

/// A log of another kind as an event file.
struct TranslatedLog {
  var bytes: [UInt8]
  /// How many lines or entries were left out.
  var leftOut = 0
  /// What is wrong with the first of them, or with the log as a whole.
  var flaw: String?
}

extension [LoggedValue] {
  /// The values but for the epochs that a step's second entry repeats, as that of a validation does.
  var withoutRepeatedEpochs: [LoggedValue] {
    var last: LoggedValue?
    return filter { row in
      guard row.flaw == nil, row.tag == "epoch" || row.tag.hasSuffix("/epoch") else { return true }
      defer { last = row }
      return row.tag != last?.tag || row.step != last?.step || row.value != last?.value
    }
  }
}

/// A value of a log that is no event file.
struct LoggedValue: Equatable {
  var tag: String
  var step: Int64
  /// Seconds since the Unix epoch; NaN where the log does not say.
  var wallTime = Double.nan
  var value: Double
  /// What is wrong with a line or entry, which is left out; nil for a value.
  var flaw: String?

  /// A line or entry that is left out.
  static func leftOut(_ flaw: String) -> LoggedValue {
    LoggedValue(tag: "", step: 0, value: .nan, flaw: flaw)
  }
}
