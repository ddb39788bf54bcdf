public import Convergence
public import Scalars
import TextFormats

/// One run of a scan, read from its record: everything that ranking, groups, totals and tables
/// need.
///
/// A scan and a merge make it from the same bytes, so both give the same result.
public struct ScanRecord: Sendable, Hashable {
  /// The run's name.
  public var run: String
  /// Its path below the log directory, which identifies it.
  public var path: String
  /// The verdict; nil if the run could not be judged.
  public var verdict: Verdict?
  /// Why, in a sentence.
  public var reason: String
  /// How sure the verdict is, 0 to 1.
  public var confidence: Double?
  /// The series that was judged.
  public var metric: String?
  /// Which way is better.
  public var direction: Direction
  /// The best value.
  public var best: Double?
  /// The step that had it.
  public var bestStep: Int64?
  /// Its level now.
  public var level: Double?
  /// Its level at the start.
  public var startLevel: Double?
  /// The peak of its learning rate.
  public var learningRate: Double?
  /// The best value of the same metric among the runs, if this one is far behind it.
  public var siblingsBest: Double?
  /// The last value; NaN and infinities are data.
  public var last: Double?
  /// Its step.
  public var lastStep: Int64?
  /// The points of the judged series.
  public var points: Int64
  /// Seconds from its first point to its last.
  public var wallSeconds: Double?
  /// Remarks that are no verdict.
  public var flags: [String]
  /// The checkpoint of the best step.
  public var checkpoint: String?
  /// Records that were damaged and skipped.
  public var damagedRecords: Int64
  /// The scalar points of all tags.
  public var allPoints: Int64
  /// The bytes of the run's files.
  public var bytes: Int64
  /// When the last event was written, in seconds since the Unix epoch.
  public var lastWallTime: Double?
  /// The curve of the judged series.
  public var shape: RecordShape?
  /// Its points, if they are wanted.
  public var curve: RecordCurve?
  /// The values of the names that were requested.
  public var picked: [FieldName.Finding]
  /// What the runs of its group have in common; nil if names decide, or if runs are not grouped.
  public var setup: String?
  /// The record as it is written, without a line feed; empty if nothing needs it.
  public var json: [UInt8]

  /// Reads a record; nil if it is not the record of a run, or has another schema.
  ///
  /// - Parameters:
  ///   - record: The record, of a run in memory or from JSON.
  ///   - json: Its bytes, if they are to be kept.
  ///   - names: The names whose values are wanted.
  ///   - group: Which runs form one row.
  ///   - withCurve: Whether the points are wanted, which groups need.
  public init?(
    _ record: some ReadableRecord, json: [UInt8], picking names: [FieldName],
    group: ScanGrouping? = nil, withCurve: Bool = false
  ) {
    guard let schema = record["schema"]?.integer, RunRecord.readableSchemas.contains(schema),
      let run = record["run"]?.text, let verdict = record["verdict"]?.text
    else { return nil }
    self.run = run
    path = record["path"]?.text ?? run
    self.verdict = Verdict.allCases.first { $0.dataName == verdict }
    reason = record["reason"]?.text ?? ""
    confidence = record["confidence"]?.number
    metric = record["metric"]?.text
    direction = record["direction"]?.text.flatMap(Direction.init(rawValue:)) ?? .min
    best = record["best"]?.number
    bestStep = record["best_step"]?.integer
    level = record["level"]?.number
    startLevel = record["start_level"]?.number
    learningRate = record["learning_rate"]?.number
    if case .value(let last) = FieldName("last").find(in: record) { self.last = last.number }
    lastStep = record["last_step"]?.integer
    points = record["points"]?.integer ?? 0
    wallSeconds = record["wall_seconds"]?.number
    flags = record["flags"]?.array?.compactMap(\.text) ?? []
    checkpoint = record["checkpoint"]?.text
    damagedRecords = record["damaged_records"]?.integer ?? 0
    allPoints = record["all_points"]?.integer ?? 0
    bytes = record["bytes"]?.integer ?? 0
    lastWallTime = record["last_wall_time"]?.number
    shape = record.shape
    if withCurve { curve = record.curve }
    picked = names.map { $0.find(in: record) }
    setup = group?.setup(of: record)
    // This depends on the other runs, and is determined again among the current ones.
    let isFlagged = flags.contains(Siblings.flag)
    if isFlagged { flags.removeAll { $0 == Siblings.flag } }
    self.json = isFlagged ? SiblingsFlag.removed(from: json) : json
  }

  /// The verdict as one word for data; `error` if there is none.
  public var verdictName: String { verdict?.dataName ?? "error" }
}
