internal import EventFiles
public import Scalars

/// Reads the points of a run, file after file, by a policy for steps that were written twice.
///
/// The first pass is optimistic: it delivers points as they are read, in constant memory. If
/// delivered points turn out to be superseded, or files have to be merged, `read` returns
/// `startOver`: the consumer drops all points, and a second pass delivers only those that are not
/// superseded.
///
///     var reader = RunReader(run)
///     var batch = ScalarBatch()
///     reading: while true {
///       switch reader.read(into: &batch) {
///       case .batch: consume(batch, reader.series)
///       case .startOver: forget()
///       case .end: break reading
///       }
///     }
public struct RunReader: ~Copyable {
  /// The result of a call to `read`.
  public enum Delivery: Sendable {
    /// Points are in the batch.
    case batch
    /// All points delivered so far are void; they come again without those that are superseded.
    case startOver
    /// There are no more points.
    case end
  }

  private enum Phase {
    case first, second, ended
  }

  /// The run that is read.
  public internal(set) var run: Run
  /// What the current pass has learned about each series.
  public internal(set) var statistics: [SeriesStatistics] = []
  /// Whether each row of the last batch is superseded; filled only with `deliversSuperseded`.
  public private(set) var superseded: [Bool] = []
  /// The segment of each row of the last batch; filled only with `numbersSegments`.
  public private(set) var segments: [Int64] = []
  /// Further notes about the run, complete after `end`.
  public internal(set) var report = ReadingNotes()

  let options: RunReadOptions
  /// Each member's files in the order of reading.
  var files: [[LogFile]]
  var table = SeriesNumbering()
  /// Files that were read to their end and may grow; kept only if the run is followed.
  var boxes: [[FileBox?]] = []
  let keepsFiles: Bool
  var passes: [FirstPass] = []
  /// What each member's files say about their tags.
  var tags: [MemberTags] = []
  var plans: [SupersessionPlan] = []
  /// How many of the first rows of `superseded` the first pass has set.
  private var marked = 0
  private var phase = Phase.first
  private var member = 0
  private var place = 0
  private var file: OpenFile?
  private var merge: FileMerge?
  /// Whether a second pass will deliver everything again.
  private var isContested = false
  /// How often each member's points were contested when the plans were made.
  private var plannedContests: [Int] = []
  private var cursor: SupersessionCursor?
  private var tallies: [RestartTally] = []
  /// What shifts each member's steps in the second pass, and in points after it.
  var shifters: [StepShifter?] = []
  /// The bytes of the files that were read to their end.
  private var finishedBytes: Int64 = 0
  /// One cursor per member; none unless segments are numbered.
  private var segmentCursors: [SegmentCursor] = []

  /// The file of the last batch; nil if it was merged from several.
  public var currentFile: LogFile? {
    if file == nil { return nil }
    return switch phase {
    case .first: files[member][place]
    case .second: files[member][plans[member].groups[place][0]]
    case .ended: nil
    }
  }

  /// How many bytes of the run's files have been read so far; bytes read twice count twice.
  public var bytesRead: Int64 {
    switch file {
    case .some(let open): finishedBytes + open.outcome.bytesRead
    case .none: finishedBytes
    }
  }

  /// The series met so far; a batch's series numbers are indices into it.
  public var series: [RunSeries] { table.series }

  /// Prepares to read a run; nothing is opened yet.
  public init(_ run: Run, options: RunReadOptions = RunReadOptions()) {
    self.init(run, options: options, keepsFiles: false)
  }

  init(_ run: Run, options: RunReadOptions, keepsFiles: Bool) {
    self.run = run
    var options = options
    if options.policy.needsEvents {
      options.reading.keepsOffsets = true
      options.reading.marksOtherSummaries = true
    }
    self.options = options
    self.keepsFiles = keepsFiles
    if options.deliversSuperseded {
      superseded = Array(repeating: false, count: ScalarBatch.capacity)
    }
    if options.numbersSegments {
      precondition(options.surveysFirst, "segments are known only after a first pass")
      segments = Array(repeating: 0, count: ScalarBatch.capacity)
    }
    files = run.members.map { member in
      options.policy.ordersByName
        ? member.files.sorted {
          $0.path.lastComponent.bytes.lexicographicallyPrecedes($1.path.lastComponent.bytes)
        } : member.files
    }
    tags = files.map { MemberTags(fileCount: $0.count) }
    begin()
  }

  /// Begins the first pass, or begins it again.
  private mutating func begin() {
    isContested = options.surveysFirst
    passes = files.map { FirstPass(policy: options.policy, fileCount: $0.count) }
    report = ReadingNotes()
    report.files = files.joined().map { FileReport(file: $0) }
    report.copies = run.members.flatMap(\.copies)
    report.unlisted = run.unlisted
    boxes = files.map { Array(repeating: nil, count: $0.count) }
    table = SeriesNumbering()
    statistics = []
    member = 0
    place = 0
  }

  /// A file of the run, to be read from its beginning.
  func open(_ place: Int, of member: Int) -> OpenFile {
    OpenFile(
      files[member][place], member: member, place: place, options: options,
      known: tags[member].known)
  }

  /// Reads the next points into `batch`, sorted by their series, too.
  public mutating func read(into batch: inout ScalarBatch) -> Delivery {
    switch phase {
    case .first: readFirst(into: &batch)
    case .second: readSecond(into: &batch)
    case .ended: .end
    }
  }

  // MARK: First pass

  private mutating func readFirst(into batch: inout ScalarBatch) -> Delivery {
    while openNext() {
      while nextBatch(of: &batch) {
        // If a second pass is needed anyway, this pass only collects which points supersede which.
        isContested = isContested || passes[member].isContested
        if isContested { continue }
        count(&batch)
        if batch.count > 0 { return .batch }
      }
    }
    return finishFirst(&batch)
  }

  /// Opens the next file of the first pass if none is open; false after the last.
  private mutating func openNext() -> Bool {
    if file != nil { return true }
    while member < files.count, place == files[member].count {
      member += 1
      place = 0
    }
    guard member < files.count else { return false }
    file = open(place, of: member)
    passes[member].beginFile(place)
    return true
  }

  private mutating func nextBatch(of batch: inout ScalarBatch) -> Bool {
    guard var open = file.take() else { return false }
    if open.read(into: &batch, of: run, table: &table) {
      passes[member].note(
        batch, row: open.firstRow, place: place, series: table.count(of: member))
      file = consume open
      return true
    }
    let number = number(of: member, place)
    open.finish(&report.files[number], table: &table)
    report.files[number].failure = open.failure
    tags[member].add(open.reader)
    report.addHyperparameters(open.takeAttachments())
    if keepsFiles { boxes[member][place] = FileBox(open) }
    finishedBytes += files[member][place].size
    place += 1
    return false
  }

  /// Whether points that were appended after the first pass supersede others; then the plans are
  /// outdated.
  var isOvertaken: Bool { keepsFiles && passes.map(\.contests) != plannedContests }

  func number(of member: Int, _ place: Int) -> Int {
    files[..<member].reduce(place) { $0 + $1.count }
  }

  private mutating func finishFirst(_ batch: inout ScalarBatch) -> Delivery {
    if tags.contains(where: \.isLate) { return readFirstAgain(into: &batch) }
    // By index: an element of a loop would be a copy of all that the pass knows.
    for member in passes.indices {
      let rule = passes[member].resumeRule()
      plans.append(passes[member].plan(rule))
      tallies.append(RestartTally(rule))
      if options.numbersSegments {
        segmentCursors.append(SegmentCursor(rule, isMerged: plans[member].mergesFiles))
      }
      shifters.append(passes[member].shifter(plans[member]))
      report.add(rule, member: member, files: files[member])
    }
    plannedContests = passes.indices.map { passes[$0].contests }
    if !keepsFiles { passes = [] }
    if !isContested, plans.allSatisfy(\.isTrivial) {
      phase = .ended
      report.duplicates = statistics.reduce(0) { $0 + $1.duplicates }
      return .end
    }
    phase = .second
    statistics = []
    if options.policy.shiftsSteps { report.restarts = [] }
    member = 0
    place = 0
    cursor = nil
    return options.surveysFirst ? readSecond(into: &batch) : .startOver
  }

  /// Reads all files once more, with all that the files say about their tags.
  private mutating func readFirstAgain(into batch: inout ScalarBatch) -> Delivery {
    for member in tags.indices { tags[member].beginAgain() }
    begin()
    return options.surveysFirst ? readFirst(into: &batch) : .startOver
  }

  // MARK: Second pass

  private mutating func readSecond(into batch: inout ScalarBatch) -> Delivery {
    while member < files.count {
      if cursor == nil { cursor = SupersessionCursor(plans[member]) }
      while place < plans[member].groups.count {
        while nextOfGroup(into: &batch) {
          if batch.count > 0 { return .batch }
        }
        finishedBytes += plans[member].groups[place].reduce(0) { $0 + files[member][$1].size }
        place += 1
      }
      cursor = nil
      place = 0
      member += 1
    }
    phase = .ended
    report.superseded = statistics.reduce(0) { $0 + $1.superseded }
    report.duplicates = statistics.reduce(0) { $0 + $1.duplicates }
    let counts = tallies.flatMap(\.counts)
    for (member, shifter) in shifters.enumerated() {
      if let shifter { report.describe(shifter, member: member, files: files[member]) }
    }
    for index in report.restarts.indices where options.policy.followsResumes {
      report.restarts[index].superseded = counts[index]
    }
    return .end
  }

  /// Continues in the group of files at `place`; false at its end.
  private mutating func nextOfGroup(into batch: inout ScalarBatch) -> Bool {
    let group = plans[member].groups[place]
    if group.count > 1 {
      if merge == nil { merge = openMerge(of: group) }
      guard let isMore = merge?.read(into: &batch, of: run, table: &table), isMore else {
        keep(merge.take())
        return false
      }
      sift(&batch, row: nil)
      batch.sort()
      return true
    }
    if file == nil {
      file = open(group[0], of: member)
    }
    guard var open = file.take() else { return false }
    guard open.read(into: &batch, of: run, table: &table) else {
      noteFailure(of: open)
      if keepsFiles { boxes[member][open.place] = FileBox(open) }
      return false
    }
    if keepsFiles, open.place == files[member].count - 1 {
      // The file may have grown since the first pass saw it.
      passes[member].note(
        batch, row: open.firstRow, place: open.place, series: table.count(of: member))
    }
    if plans[member].isTrivial, !options.numbersSegments, shifters[member] == nil {
      count(&batch)
    } else {
      sift(&batch, row: open.firstRow)
      batch.sort()
    }
    file = consume open
    return true
  }

  private mutating func keep(_ merge: consuming FileMerge?) {
    guard let merge = merge.take() else { return }
    for box in merge.finished {
      noteFailure(of: box.file)
      if keepsFiles { boxes[member][box.file.place] = box }
    }
  }

  /// Notes that a file could not be read a second time, or holds less than the first time.
  private mutating func noteFailure(of open: borrowing OpenFile) {
    let number = number(of: member, open.place)
    guard report.files[number].failure == nil else { return }
    if let failure = open.failure {
      report.files[number].failure = failure
    } else if open.outcome.points < report.files[number].outcome.points {
      let path = report.files[number].file.path.description
      report.files[number].failure = .rewritten(path: path, offset: open.outcome.bytesRead)
    }
  }

  private mutating func openMerge(of group: [Int]) -> FileMerge {
    var merge = FileMerge()
    for place in group {
      merge.add(open(place, of: member))
    }
    return merge
  }

  /// Counts the rows of a batch and removes, or marks, those that are superseded.
  ///
  /// - Parameters:
  ///   - batch: The rows, in the order of their positions.
  ///   - row: The number of the first in its file; nil for rows of merged files.
  private mutating func sift(_ batch: inout ScalarBatch, row: Int?) {
    guard var cursor = cursor.take() else { return }
    // Two writers may log the same point at the same time, and both count.
    let drops = dropsDuplicates && row != nil
    var kept = 0
    for index in 0..<batch.count {
      let position =
        row.map { SupersessionPlan.Position(group: place, row: $0 + index) }
        ?? SupersessionPlan.Position(endOf: place)
      let series = Int(batch.series[index])
      if let step = shifters[member]?.shifted(batch.steps[index], series: series, at: position) {
        batch.steps[index] = step
      }
      let point = batch[index]
      let isSuperseded = cursor.isSuperseded(position, series: series, step: point.step)
      growStatistics(to: series)
      if isSuperseded {
        statistics[series].superseded += 1
        tallies[member].add(position, step: point.step)
      }
      let stands = !isSuperseded && statistics[series].take(point, dropsDuplicates: drops)
      if !stands, !options.deliversSuperseded { continue }
      if options.deliversSuperseded { superseded[kept] = !stands }
      if options.numbersSegments {
        segments[kept] = segmentCursors[member].segment(at: position, series: series)
      }
      batch.moveRow(index, to: kept)
      kept += 1
    }
    batch.count = kept
    batch.marks.removeAll(keepingCapacity: true)
    self.cursor = cursor
  }

  private var dropsDuplicates: Bool { options.policy.dropsDuplicates }

  /// Sorts and counts the points of a batch and removes, or marks, those that the writer wrote
  /// twice.
  mutating func count(_ batch: inout ScalarBatch) {
    growStatistics(to: table.series.count - 1)
    for row in superseded.indices.prefix(marked) { superseded[row] = false }
    marked = 0
    batch.sort()
    let duplicates = count(batch.sorted)
    if duplicates.isEmpty { return }
    let rows = batch.sorted.rows(in: batch)
    batch.marks.removeAll(keepingCapacity: true)
    if options.deliversSuperseded {
      for place in duplicates { superseded[rows[place]] = true }
      marked = batch.count
      return
    }
    let leftOut = Set(duplicates.map { rows[$0] })
    var kept = 0
    for row in 0..<batch.count where !leftOut.contains(row) {
      batch.moveRow(row, to: kept)
      kept += 1
    }
    batch.count = kept
    batch.sort()
  }

  /// Counts the points of a batch; returns the indices of points that repeat the one before.
  private mutating func count(_ batch: borrowing PointSorter) -> [Int] {
    var duplicates: [Int] = []
    let points = batch.points
    for group in batch.groups {
      var start = group.range.lowerBound
      while start < group.range.upperBound {
        let left = points.span.extracting(start..<group.range.upperBound)
        start += statistics[group.series].add(left, toDuplicate: dropsDuplicates)
        if start == group.range.upperBound { break }
        statistics[group.series].duplicates += 1
        duplicates.append(start)
        start += 1
      }
    }
    return duplicates
  }

  mutating func growStatistics(to series: Int) {
    while statistics.count <= series { statistics.append(SeriesStatistics()) }
  }
}

extension ScalarBatch {
  fileprivate mutating func moveRow(_ row: Int, to place: Int) {
    if row == place { return }
    series[place] = series[row]
    steps[place] = steps[row]
    wallTimes[place] = wallTimes[row]
    values[place] = values[row]
    if !offsets.isEmpty { offsets[place] = offsets[row] }
  }
}
