public import TextFormats
public import TrainingRuns

/// A run as one JSON object, for programs; its keys are those of `RecordSchema`.
public struct RunRecord {
  /// The version of the keys and their meaning.
  public static let schema = 2
  /// Increased whenever records of the same schema hold more or are judged by other rules, so that
  /// an earlier scan's records are not reused.
  public static let revision = 2
  /// The schemas whose records can be read.
  public static let readableSchemas: ClosedRange<Int64> = 1...2
  /// The keys of a record, in the order of writing; some runs do not have all of them.
  public static let keys = RecordSchema.fields.map(\.key)

  let run: AnalyzedRun
  let sentences: Sentences?
  /// The curve of the judged series, small.
  public let shape: RecordShape?
  /// Its points; nil if they are left out.
  public let curve: RecordCurve?

  /// Creates the record of a run; only groups need its curve.
  public init(_ run: AnalyzedRun, withCurve hasCurve: Bool = true) {
    self.run = run
    sentences = run.sentences()
    let first = run.judgement == nil ? nil : run.curves.first
    shape = first.map { RecordShape($0.shape) }
    curve = hasCurve ? first.map { RecordCurve($0.shape) } : nil
  }

  /// Writes the record; non-finite numbers are null.
  public func write(to json: inout JSONWriter) {
    json.object { json in
      for field in RecordSchema.fields { field.value(self).write(field.key, to: &json) }
    }
  }

  /// The record as JSON in one line, without a line feed.
  public var json: [UInt8] {
    var json = JSONWriter()
    write(to: &json)
    return json.buffer.bytes
  }

  /// The record of the same run judged in the other direction, if its direction was guessed.
  var otherwise: RunRecord? {
    run.otherwise.first.map { other in
      var other = other
      (other.run, other.path) = (run.run, run.path)
      return RunRecord(other, withCurve: curve != nil)
    }
  }

  /// The tags that are listed: a run may have thousands.
  var tags: ArraySlice<SeriesSummary> { run.tags.prefix(Self.tagLimit) }

  private static let tagLimit = 256
}
