/// Finds which files of a member were written at the same time.
///
/// This holds for two files if one begins a series at a step that the other has reached, and if
/// their time ranges overlap by at least a tenth of the shorter range. A smaller overlap means a
/// crashed job that still wrote a little after its successor had begun.
enum ConcurrentFiles {
  private struct Extent {
    var files: [Int]
    var first: Double
    var last: Double
    /// For each series, the highest step.
    var reached: [Int: Int64]
  }

  /// The files by index in the order of reading: alone, or with those written at the same time.
  static func groups(_ segmentsOfFile: [[SegmentFacts]]) -> [[Int]] {
    if segmentsOfFile.count < 2 { return segmentsOfFile.indices.map { [$0] } }
    var groups: [Extent] = []
    for (file, segments) in segmentsOfFile.enumerated() {
      let facts = segments.flatMap(\.series)
      var extent = extent(of: file, facts)
      let firstSteps = Dictionary(
        facts.map { ($0.series, $0.firstStep) }, uniquingKeysWith: { first, _ in first })
      var number = 0
      while number < groups.count {
        if areConcurrent(groups[number], extent, firstSteps) {
          extent = union(groups.remove(at: number), extent)
        } else {
          number += 1
        }
      }
      groups.append(extent)
    }
    return groups.map { $0.files.sorted() }.sorted { $0[0] < $1[0] }
  }

  private static func extent(of file: Int, _ facts: [SeriesFacts]) -> Extent {
    let times = facts.flatMap { [$0.firstWallTime, $0.lastWallTime] }.filter(\.isFinite)
    return Extent(
      files: [file], first: times.min() ?? .nan, last: times.max() ?? .nan,
      reached: Dictionary(facts.map { ($0.series, $0.maximumStep) }, uniquingKeysWith: max))
  }

  private static func areConcurrent(_ a: Extent, _ b: Extent, _ firstSteps: [Int: Int64]) -> Bool {
    let overlap = min(a.last, b.last) - max(a.first, b.first)
    let shorter = min(a.last - a.first, b.last - b.first)
    guard overlap > 0 || (shorter == 0 && overlap == 0) else { return false }
    guard overlap >= shorter / 10 else { return false }
    // A file with a single time, at the start or end of the other file's range, does not overlap
    // it.
    if shorter == 0, b.first >= a.last || b.last <= a.first { return false }
    return firstSteps.contains { series, step in (a.reached[series] ?? .min) >= step }
  }

  private static func union(_ a: Extent, _ b: Extent) -> Extent {
    Extent(
      files: a.files + b.files, first: min(a.first, b.first), last: max(a.last, b.last),
      reached: a.reached.merging(b.reached, uniquingKeysWith: max))
  }
}
