import Scalars

/// The steps of one series in one segment.
struct SeriesFacts {
  var series: Int
  var firstStep: Int64
  var maximumStep: Int64
  var lastStep: Int64
  var firstWallTime: Double
  var lastWallTime: Double
  var firstValue: Double
  var lastValue: Double

  /// Takes in the steps of other facts of the series.
  mutating func widen(to other: SeriesFacts) {
    firstStep = min(firstStep, other.firstStep)
    maximumStep = max(maximumStep, other.maximumStep)
  }
}

/// A stretch of a file that one job wrote: a whole file, or a part that begins at a mark within it.
struct SegmentFacts {
  /// The file's index in the order of reading.
  var file: Int
  /// The number of the file's points before the segment.
  var row: Int
  /// Its position in the file; nil if that is unknown.
  var offset: Int64?
  var wallTime: Double
  /// The step of its SessionLog START, if it has one with a step.
  var startStep: Int64?
  var series: [SeriesFacts] = []
}

extension Sequence<SegmentFacts> {
  /// What each series did in all of the segments, as if they were one, in the order of the series.
  var unitedSeries: [SeriesFacts] {
    var united: [Int: SeriesFacts] = [:]
    for facts in flatMap(\.series) { united[facts.series, default: facts].widen(to: facts) }
    return united.keys.sorted().compactMap { united[$0] }
  }
}

/// A step that went back within a file of the old format.
struct StepBack {
  var file: Int
  /// The row at which its segment begins.
  var segment: Int
  var row: Int
  var series: Int
  var step: Int64
  var reached: Int64
  var wallTime: Double
}

/// The facts that a first pass over a member collects; they decide which points supersede which.
///
/// Memory grows with segments times series, never with points.
struct MemberFacts {
  /// If steps go back more often than this in one series of one file, they are not restarts.
  static let stepBackLimit = 16
  /// With more marks than this within files, it does not pay to follow them.
  static let segmentLimit = 1 << 16

  private var segments: [SegmentFacts] = []
  private(set) var stepsBack: [StepBack] = []
  /// How often a point or mark was met that supersedes a point, or must be merged with it.
  private(set) var contests = 0
  private var isOldFormat = true
  /// The facts of the current segment; they are the last segment's once it is closed.
  private var current: [SeriesFacts] = []
  /// Each series' index in the facts of the current segment; -1 if it is not in it.
  private var places: [Int32] = []
  private var earlierMaximum: [Int64] = []
  private var stepBackCounts: [Int: Int] = [:]

  /// Begins the file with index `file` in the order of reading.
  mutating func beginFile(_ file: Int) {
    closeSegment()
    isOldFormat = true
    stepBackCounts = [:]
    segments.append(SegmentFacts(file: file, row: 0, wallTime: .nan))
  }

  /// Notes a mark before the point with number `row` of the current file.
  mutating func note(_ mark: SessionMark, row: Int) {
    switch mark.kind {
    case .fileVersion(let number):
      beginPart(mark, row)
      isOldFormat = !(number >= 2)
    case .start:
      beginPart(mark, row)
      // A writer that names no step leaves step 0: by itself it supersedes nothing.
      guard mark.step > 0 else { return }
      segments[segments.count - 1].startStep = mark.step
      if earlierMaximum.contains(where: { $0 >= mark.step }) { contests += 1 }
    case .stop, .checkpoint, .otherSummary: return
    }
  }

  /// Begins a new segment at a mark, unless the current one has no points yet.
  private mutating func beginPart(_ mark: SessionMark, _ row: Int) {
    if !current.isEmpty, segments.count < Self.segmentLimit {
      closeSegment()
      segments.append(
        SegmentFacts(file: segments[segments.count - 1].file, row: row, wallTime: .nan))
    }
    let last = segments.count - 1
    if segments[last].offset == nil {
      segments[last].wallTime = mark.wallTime
      segments[last].offset = mark.offset
    }
  }

  /// Notes the points in `rows` of a batch; `row` is the number of the first one in its file.
  ///
  /// `series` is the member's number of series, including those of this batch.
  mutating func note(
    _ batch: borrowing ScalarBatch, rows: Range<Int>, row first: Int, series: Int
  ) {
    var index = rows.lowerBound
    var mayBePlain = true
    while true {
      index = follow(batch, index..<rows.upperBound, series: mayBePlain ? series : nil)
      if index == rows.upperBound { return }
      // Retry the fast path only if a series began: steps may go back again and again.
      mayBePlain = noteUnusual(
        Int(batch.series[index]), batch[index], row: first + index - rows.lowerBound)
      index += 1
    }
  }

  /// Notes points as long as their series are already known in the segment.
  ///
  /// - Returns: The first row whose series is new, or whose step went back in an old file.
  private mutating func follow(
    _ batch: borrowing ScalarBatch, _ rows: Range<Int>, series known: Int?
  ) -> Int {
    if let known, isPlain(batch, rows, series: known) {
      noteLast(batch, rows)
      return rows.upperBound
    }
    // Kept in locals, since a span of a property would borrow the whole value.
    var local = current
    current = []
    defer { current = local }
    let known = places
    let places = known.span
    let series = batch.series.span
    let steps = batch.steps.span
    let wallTimes = batch.wallTimes.span
    let values = batch.values.span
    var facts = local.mutableSpan
    for index in rows {
      let number = Int(series[index])
      if number >= places.count { return index }
      let place = Int(places[number])
      if place < 0 { return index }
      let step = steps[index]
      if isOldFormat {
        if step < facts[place].lastStep { return index }
        facts[place].lastStep = step
      }
      facts[place].maximumStep = max(facts[place].maximumStep, step)
      facts[place].lastWallTime = wallTimes[index]
      facts[place].lastValue = values[index]
    }
    return rows.upperBound
  }

  /// Whether the segment has few series, all of them known, and no step is lower than an earlier
  /// one.
  private func isPlain(
    _ batch: borrowing ScalarBatch, _ rows: Range<Int>, series: Int
  ) -> Bool {
    guard current.count == series, 16 * series <= rows.count,
      let highest = current.lazy.map(\.maximumStep).max(), batch.steps[rows.lowerBound] >= highest
    else { return false }
    let steps = batch.steps.span.extracting(rows)
    let (before, after) = (steps.extracting(..<(steps.count - 1)), steps.extracting(1...))
    // ORs the sign bits of all steps and differences; differences of non-negative steps cannot
    // overflow.
    var signs = before[0]
    for index in 0..<min(before.count, after.count) {
      signs |= after[index] | (after[index] &- before[index])
    }
    return signs >= 0
  }

  /// Notes the last point of each series; the other points say nothing more.
  private mutating func noteLast(_ batch: borrowing ScalarBatch, _ rows: Range<Int>) {
    var isNoted = [Bool](repeating: false, count: current.count)
    var left = current.count
    for row in rows.reversed() {
      let place = Int(places[Int(batch.series[row])])
      if isNoted[place] { continue }
      isNoted[place] = true
      if isOldFormat { current[place].lastStep = batch.steps[row] }
      current[place].maximumStep = batch.steps[row]
      current[place].lastWallTime = batch.wallTimes[row]
      current[place].lastValue = batch.values[row]
      left -= 1
      if left == 0 { return }
    }
  }

  /// Handles a point that begins its series in the segment (true) or whose step went back (false).
  private mutating func noteUnusual(_ series: Int, _ point: Point, row: Int) -> Bool {
    while places.count <= series {
      places.append(-1)
      earlierMaximum.append(.min)
    }
    let place = Int(places[series])
    if place < 0 {
      begin(series, at: point, row: row)
      return true
    }
    noteStepBack(series, point, from: current[place].lastStep, row: row)
    current[place].lastStep = point.step
    current[place].lastWallTime = point.wallTime
    current[place].lastValue = point.value
    return false
  }

  private mutating func begin(_ series: Int, at point: Point, row: Int) {
    let last = segments.count - 1
    if segments[last].wallTime.isNaN { segments[last].wallTime = point.wallTime }
    if point.step <= earlierMaximum[series], earlierMaximum[series] > .min { contests += 1 }
    places[series] = Int32(current.count)
    current.append(
      SeriesFacts(
        series: series, firstStep: point.step, maximumStep: point.step, lastStep: point.step,
        firstWallTime: point.wallTime, lastWallTime: point.wallTime, firstValue: point.value,
        lastValue: point.value))
  }

  private mutating func noteStepBack(_ series: Int, _ point: Point, from last: Int64, row: Int) {
    contests += 1
    let count = stepBackCounts[series, default: 0] + 1
    stepBackCounts[series] = count
    let (file, start) = (segments[segments.count - 1].file, segments[segments.count - 1].row)
    if count <= Self.stepBackLimit {
      stepsBack.append(
        StepBack(
          file: file, segment: start, row: row, series: series, step: point.step, reached: last,
          wallTime: point.wallTime))
    } else if count == Self.stepBackLimit + 1 {
      stepsBack.removeAll { $0.series == series && $0.file == file }
    }
  }

  private mutating func closeSegment() {
    for facts in current {
      earlierMaximum[facts.series] = max(earlierMaximum[facts.series], facts.maximumStep)
      places[facts.series] = -1
    }
    if !segments.isEmpty { segments[segments.count - 1].series = current }
    current = []
  }

  /// All segments up to now, including the current one.
  var allSegments: [SegmentFacts] {
    var all = segments
    if !all.isEmpty { all[all.count - 1].series = current }
    return all
  }
}

extension MemberFacts {
  /// Whether a file after `file` has a point of `series`.
  func isIn(_ series: Int, behind file: Int) -> Bool {
    allSegments.contains { $0.file > file && $0.series.contains { $0.series == series } }
  }
}
