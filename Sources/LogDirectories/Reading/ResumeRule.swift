/// The default policy: what a job wrote again replaces what it had written before.
///
/// - A START with a step supersedes the points of all series from that step on.
/// - A later file, or part of a file, supersedes each series it contains, from its first step there
/// on.
/// - In a file of the old format, which has no marks, a step that goes back does the same for its
/// series.
/// - Files whose wall times overlap and which log the same steps were written at the same time:
/// they are merged by wall time, and do not supersede each other.
/// - Steps that repeat or go back within a file of today's format supersede nothing.
struct ResumeRule {
  private(set) var plan: SupersessionPlan
  private(set) var restarts: [FoundRestart] = []
  private(set) var filesFromFirstStep = 0
  /// Whether a file begins at an earlier wall time than a file before it in the order of names.
  var fileOrderIsDoubtful: Bool {
    if segmentsOfFile.count < 2 { return false }
    let times = segmentsOfFile.compactMap { $0.first?.wallTime }.filter(\.isFinite)
    return zip(times, times.dropFirst()).contains { $0 > $1 }
  }

  private let segmentsOfFile: [[SegmentFacts]]
  /// For each series, the highest step that is still valid; an upper bound after a restart.
  private var reached: [Int: Int64] = [:]
  private var firstSteps: [Int: Int64] = [:]
  private var firstValues: [Int: Double] = [:]
  private var lastValues: [Int: Double] = [:]
  /// Whether steps never advance, in three or more segments: then steps mean nothing and supersede
  /// nothing.
  private let standsStill: Bool

  /// A restart, with its file as an index in the order of reading.
  struct FoundRestart {
    var position: SupersessionPlan.Position
    var cause: Restart.Cause
    var step: Int64
    var reached: Int64
    var wallTime: Double
    var file: Int
    var row: Int
    var offset: Int64?
    var tags: Int?
    /// The only series that begins again; nil if the whole job does.
    var series: Int?
    /// Whether the job counted its steps from the beginning, but its level continues the earlier
    /// one.
    var continuesLevel = false
  }

  init(_ facts: borrowing MemberFacts, fileCount: Int) {
    let all = facts.allSegments
    var segments = Array(repeating: [SegmentFacts](), count: fileCount)
    for segment in all { segments[segment.file].append(segment) }
    segmentsOfFile = segments
    standsStill = Self.standsStill(all)
    plan = SupersessionPlan(groups: ConcurrentFiles.groups(segments))
    // Fast exit: with one segment there is nothing to supersede.
    if fileCount == 1, segments[0].count <= 1, facts.stepsBack.isEmpty { return }
    let stepsBack = Dictionary(grouping: facts.stepsBack, by: \.file)
    for (number, group) in plan.groups.enumerated() {
      if group.count > 1 {
        judge(concurrent: group, number)
      } else {
        judge(file: group[0], number, stepsBack: stepsBack[group[0]] ?? [])
      }
    }
  }

  /// If fewer parts than this have the same step, they are a job that was started again.
  private static let fewestStillSegments = 3

  /// Whether each series has the same single step in all of many segments, as when `fit` runs in a
  /// loop.
  private static func standsStill(_ segments: [SegmentFacts]) -> Bool {
    guard segments.count >= fewestStillSegments else { return false }
    let filled = segments.filter { !$0.series.isEmpty }
    guard filled.count >= fewestStillSegments else { return false }
    var steps: [Int: Int64] = [:]
    for facts in filled.flatMap(\.series) {
      if facts.firstStep != facts.maximumStep { return false }
      if steps.updateValue(facts.firstStep, forKey: facts.series) ?? facts.firstStep
        != facts.firstStep
      {
        return false
      }
    }
    return steps.count < filled.reduce(0) { $0 + $1.series.count }
  }

  private mutating func judge(file: Int, _ group: Int, stepsBack: [StepBack]) {
    let stepsBack = Dictionary(grouping: stepsBack, by: \.segment)
    for (number, segment) in segmentsOfFile[file].enumerated() {
      let position = SupersessionPlan.Position(group: group, row: segment.row)
      judge(segment, at: position, isFirst: number == 0 && group == 0, isPart: number > 0)
      // A series must not have occurred in the segment before: its own steps come next.
      raise(segment.series)
      for back in stepsBack[segment.row] ?? [] { take(back, group) }
    }
  }

  private mutating func take(_ back: StepBack, _ group: Int) {
    let position = SupersessionPlan.Position(group: group, row: back.row)
    plan.add(position, threshold: back.step, series: back.series)
    restarts.append(
      FoundRestart(
        position: position, cause: .stepWentBack, step: back.step, reached: back.reached,
        wallTime: back.wallTime,
        file: back.file, row: back.row, offset: nil, tags: 1, series: back.series))
  }

  /// Treats files written at the same time as one file: what they supersede of earlier files.
  private mutating func judge(concurrent files: [Int], _ group: Int) {
    guard var head = segmentsOfFile[files[0]].first else { return }
    head.series = files.flatMap { segmentsOfFile[$0] }.unitedSeries
    let position = SupersessionPlan.Position(group: group, row: 0)
    judge(head, at: position, isFirst: group == 0, isPart: false)
    raise(head.series)
  }

  private mutating func judge(
    _ segment: SegmentFacts, at position: SupersessionPlan.Position, isFirst: Bool, isPart: Bool
  ) {
    if standsStill { return }
    if isFirst {
      for facts in segment.series { firstSteps[facts.series] = facts.firstStep }
      return
    }
    judgeStart(of: segment, at: position)
    var contested: [(first: Int64, reached: Int64)] = []
    var goesOn = false
    var isFromFirstStep = false
    var (continued, begunAgain) = (0, 0)
    for facts in segment.series {
      guard let before = reached[facts.series] else { continue }
      if facts.firstStep > before {
        goesOn = goesOn || facts.maximumStep > facts.firstStep
        continue
      }
      plan.add(position, threshold: facts.firstStep, series: facts.series)
      reached[facts.series] = facts.firstStep == .min ? .min : facts.firstStep - 1
      contested.append((facts.firstStep, before))
      guard let first = firstSteps[facts.series], facts.firstStep <= first else { continue }
      isFromFirstStep = true
      switch continuesLevel(facts) {
      case true?: continued += 1
      case false?: begunAgain += 1
      case nil: break
      }
    }
    if isFromFirstStep, !isPart, continued <= begunAgain { filesFromFirstStep += 1 }
    let wasStarted = restarts.last.map { $0.file == segment.file && $0.row == segment.row } ?? false
    if let lowest = contested.min(by: { $0.first < $1.first }) {
      let highest = contested.max { $0.reached < $1.reached }?.reached ?? lowest.reached
      note(
        isPart ? .laterPart : .laterFile, segment, at: position, step: lowest.first,
        reached: highest,
        tags: contested.count)
      restarts[restarts.count - 1].continuesLevel = continued > begunAgain
    } else if goesOn, !wasStarted, !isPart {
      let step = segment.series.map(\.firstStep).min() ?? 0
      note(.continued, segment, at: position, step: step, reached: step, tags: nil)
    }
    for facts in segment.series where firstSteps[facts.series] == nil {
      firstSteps[facts.series] = facts.firstStep
    }
  }

  /// Whether a series begins near its last value rather than near its first; nil if that cannot be
  /// decided.
  private func continuesLevel(_ facts: SeriesFacts) -> Bool? {
    guard let first = firstValues[facts.series], let last = lastValues[facts.series],
      first.isFinite, last.isFinite, facts.firstValue.isFinite, first != last
    else { return nil }
    return abs(facts.firstValue - last) < abs(facts.firstValue - first) / 2
  }

  private mutating func judgeStart(
    of segment: SegmentFacts, at position: SupersessionPlan.Position
  ) {
    guard let step = segment.startStep else { return }
    let highest = reached.values.max() ?? .min
    guard highest >= step else { return }
    plan.add(position, threshold: step, series: nil)
    for (series, before) in reached where before >= step { reached[series] = step - 1 }
    note(.sessionStart, segment, at: position, step: step, reached: highest, tags: nil)
  }

  private mutating func note(
    _ cause: Restart.Cause, _ segment: SegmentFacts, at position: SupersessionPlan.Position,
    step: Int64, reached: Int64, tags: Int?
  ) {
    restarts.append(
      FoundRestart(
        position: position, cause: cause, step: step, reached: reached, wallTime: segment.wallTime,
        file: segment.file,
        row: segment.row, offset: segment.offset, tags: tags))
  }

  private mutating func raise(_ series: [SeriesFacts]) {
    for facts in series {
      reached[facts.series] = max(reached[facts.series] ?? .min, facts.maximumStep)
      if firstValues[facts.series] == nil { firstValues[facts.series] = facts.firstValue }
      lastValues[facts.series] = facts.lastValue
    }
  }
}
