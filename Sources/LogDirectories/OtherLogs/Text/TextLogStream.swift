import EventFiles
import Scalars
import TextFormats

/// A text log that is read line by line, in memory that does not grow with it.
final class TextLogStream: PointStream {
  private var log: TextLog
  private var table: LoggedSeries
  private var pending: ArraySlice<LoggedValue> = []
  /// The offset of the line of the pending values.
  private var offset: Int64 = 0
  private var isBegun = false
  private var isFinished = false
  /// The settings beside the log.
  private let settings: [Attachment]

  var series: [SeriesDescription] { table.descriptions }
  /// One for each setting in the log, because they are met one after another.
  var attachments: [Attachment] {
    settings + log.settings.map { Attachment(settings: .object([$0])) }
  }
  private(set) var outcome = FileOutcome()

  init(
    _ location: FileLocation, _ decoder: any TextDecoder, settings: JSONValue?,
    options: ReadingOptions
  ) {
    log = TextLog(location, decoder, isGrowing: options.isGrowing)
    self.settings = settings.map { [Attachment(settings: $0)] } ?? []
    table = LoggedSeries(options)
  }

  func read(into batch: inout ScalarBatch) throws(EventFileError) -> Bool {
    LoggedSeries.begin(&batch)
    if !isBegun { LoggedSeries.markVersion(&batch) }
    isBegun = true
    while batch.count < ScalarBatch.capacity {
      if let value = pending.popFirst() {
        table.add(value, offset: offset, to: &batch, &outcome)
        continue
      }
      if isFinished { return false }
      offset = log.offset
      guard let values = try log.next(&outcome) else {
        isFinished = true
        outcome.bytesRead = log.offset
        return false
      }
      pending = values[...]
    }
    outcome.bytesRead = log.offset
    return true
  }
}
