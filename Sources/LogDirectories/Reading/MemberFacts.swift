import Scalars

/// What one series did in one segment.
struct SeriesFacts {
  var series: Int
  var points = 1
  var firstStep: Int64
  var maximumStep: Int64
  var lastStep: Int64
  var firstWallTime: Double
  var lastWallTime: Double
}

/// A stretch of a file that one job wrote: a whole file, or a part begun by a mark within it.
struct SegmentFacts {
  /// The file's place in the order of reading.
  var file: Int
  /// The number of the file's points before the segment.
  var row: Int
  /// Where in the file it begins; nil where that is not known.
  var offset: Int64?
  var wallTime: Double
  /// The step of its SessionLog START, where it has one that names a step.
  var startStep: Int64?
  var series: [SeriesFacts] = []
}

/// A step that went back within a file of the old format.
struct StepBack {
  var file: Int
  var row: Int
  var series: Int
  var step: Int64
  var reached: Int64
  var wallTime: Double
}

/// What a first pass over a member gathers, from which it is decided what supersedes what.
///
/// Memory grows with segments times series, never with points.
struct MemberFacts {
  /// More steps back than this in one series of one file are the writer's way, and no restarts.
  static let stepBackLimit = 16
  /// More marks than this within files are not worth following.
  static let segmentLimit = 1 << 16

  private(set) var segments: [SegmentFacts] = []
  private(set) var stepsBack: [StepBack] = []
  /// How often a point or mark was met that supersedes a point, or has to be merged with it.
  private(set) var contests = 0
  private var isOldFormat = true
  /// Each series' place in the facts of the current segment; -1 where it is not in it.
  private var places: [Int32] = []
  private var earlierMaximum: [Int64] = []
  private var stepBackCounts: [Int: Int] = [:]

  /// Begins the file that stands at `file` in the order of reading.
  mutating func beginFile(_ file: Int) {
    closeSegment()
    isOldFormat = true
    stepBackCounts = [:]
    segments.append(SegmentFacts(file: file, row: 0, wallTime: .nan))
  }

  /// Takes note of a mark that stands before the point number `row` of the current file.
  mutating func note(_ mark: SessionMark, row: Int) {
    switch mark.kind {
    case .fileVersion(let number):
      beginPart(mark, row)
      isOldFormat = !(number >= 2)
    case .start:
      beginPart(mark, row)
      // Step 0 is what a writer leaves that names none: it voids nothing by itself.
      guard mark.step > 0 else { return }
      segments[segments.count - 1].startStep = mark.step
      if earlierMaximum.contains(where: { $0 >= mark.step }) { contests += 1 }
    case .stop, .checkpoint: return
    }
  }

  /// Begins a new segment at a mark, unless the current one has no points yet.
  private mutating func beginPart(_ mark: SessionMark, _ row: Int) {
    if !segments[segments.count - 1].series.isEmpty, segments.count < Self.segmentLimit {
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

  /// Takes note of the points in `rows` of a batch; `row` is the number of the first in its file.
  mutating func note(_ batch: borrowing ScalarBatch, rows: Range<Int>, row first: Int) {
    let last = segments.count - 1
    for index in rows {
      let series = Int(batch.series[index])
      let step = batch.steps[index]
      while places.count <= series {
        places.append(-1)
        earlierMaximum.append(.min)
      }
      let place = Int(places[series])
      if place < 0 {
        begin(series, at: batch[index], row: first + index - rows.lowerBound)
        continue
      }
      segments[last].series[place].points += 1
      segments[last].series[place].lastWallTime = batch.wallTimes[index]
      if step > segments[last].series[place].maximumStep {
        segments[last].series[place].maximumStep = step
      } else if isOldFormat, step < segments[last].series[place].lastStep {
        noteStepBack(
          series, batch[index], from: segments[last].series[place].lastStep,
          row: first + index - rows.lowerBound)
      }
      segments[last].series[place].lastStep = step
    }
  }

  private mutating func begin(_ series: Int, at point: Point, row: Int) {
    let last = segments.count - 1
    if segments[last].wallTime.isNaN { segments[last].wallTime = point.wallTime }
    if point.step <= earlierMaximum[series], earlierMaximum[series] > .min { contests += 1 }
    places[series] = Int32(segments[last].series.count)
    segments[last].series.append(
      SeriesFacts(
        series: series, firstStep: point.step, maximumStep: point.step, lastStep: point.step,
        firstWallTime: point.wallTime, lastWallTime: point.wallTime))
  }

  private mutating func noteStepBack(_ series: Int, _ point: Point, from last: Int64, row: Int) {
    contests += 1
    let count = stepBackCounts[series, default: 0] + 1
    stepBackCounts[series] = count
    let file = segments[segments.count - 1].file
    if count <= Self.stepBackLimit {
      stepsBack.append(
        StepBack(
          file: file, row: row, series: series, step: point.step, reached: last,
          wallTime: point.wallTime))
    } else if count == Self.stepBackLimit + 1 {
      stepsBack.removeAll { $0.series == series && $0.file == file }
    }
  }

  private mutating func closeSegment() {
    guard let last = segments.last else { return }
    for facts in last.series {
      earlierMaximum[facts.series] = max(earlierMaximum[facts.series], facts.maximumStep)
      places[facts.series] = -1
    }
  }
}

extension MemberFacts {
  /// Whether a file behind `file` has a point of `series`.
  func isIn(_ series: Int, behind file: Int) -> Bool {
    segments.contains { $0.file > file && $0.series.contains { $0.series == series } }
  }
}
