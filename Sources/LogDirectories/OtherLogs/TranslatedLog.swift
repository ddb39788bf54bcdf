import EventFiles
import Scalars

extension LogFile {
  /// The largest file that is translated, which is held in memory as a whole.
  static let translationLimit = 256 << 20

  /// The bytes of an event file that holds what this one does; nil for an event file on disk.
  ///
  /// What is not understood is given as it is, so that it is found to be no log. Points have no wall time
  /// where the log has none.
  func eventFileContents() throws(EventFileError) -> [UInt8]? {
    if source.isEventFiles { return contents }
    let bytes: [UInt8]
    if contents != nil || path.archive != nil {
      // Of a member of an archive more can be wrong than the system has numbers for.
      bytes = try location.contents(limit: contents?.count ?? Self.translationLimit)
    } else {
      do throws(SystemError) { bytes = try path.contents(limit: Self.translationLimit) } catch {
        throw .cannotOpen(path: path.description, code: error.number)
      }
    }
    guard let rows = source.rows(bytes) else { return bytes }
    var encoder = EventFileEncoder(wallTime: .nan)
    for row in rows.withoutRepeatedEpochs {
      let point = Point(step: row.step, wallTime: row.wallTime, value: row.value)
      encoder.add(tag: row.tag, point, type: .float64)
    }
    return encoder.bytes
  }
}

extension [LoggedValue] {
  /// The values but for the epochs that a step's second entry repeats, as that of a validation does.
  var withoutRepeatedEpochs: [LoggedValue] {
    var last: LoggedValue?
    return filter { row in
      guard row.tag == "epoch" || row.tag.hasSuffix("/epoch") else { return true }
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
}
