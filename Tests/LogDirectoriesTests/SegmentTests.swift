import LogDirectories
import Scalars
import Testing

@Suite("Segments")
struct SegmentTests {
  /// The segment of each point, in the order of delivery, tag and step before it.
  private func segments(
    _ run: WrittenRun, _ policy: OverlapPolicy = .raw, delivers: Bool = false
  ) -> [String] {
    var options = RunReadOptions(
      policy: policy, deliversSuperseded: delivers, surveysFirst: true)
    options.numbersSegments = true
    var reader = RunReader(run.run, options: options)
    var batch = ScalarBatch()
    var result: [String] = []
    while reader.read(into: &batch) == .batch {
      for row in 0..<batch.count {
        let tag = reader.series[Int(batch.series[row])].name
        result.append("\(tag) \(batch.steps[row]): \(reader.segments[row])")
      }
    }
    return result
  }

  @Test("They follow the jobs, also where a job's clock was behind its predecessor's")
  func jobs() {
    var first = LogWriter()
    first.points([1, 2, 3], from: 5_000)
    var second = LogWriter()
    second.points([2, 3], from: 1_000)
    var third = LogWriter()
    third.points([3, 4], from: 6_000)
    let run = WrittenRun(first, second, third)
    let all = ["loss 1: 0", "loss 2: 0", "loss 3: 0", "loss 2: 1"]
    #expect(segments(run) == all + ["loss 3: 1", "loss 3: 2", "loss 4: 2"])
    #expect(segments(run, .resume, delivers: true) == segments(run))
    #expect(segments(run, .resume) == ["loss 1: 0", "loss 2: 1", "loss 3: 2", "loss 4: 2"])
  }

  @Test("A START within a file begins one, in every series")
  func start() {
    var file = LogWriter()
    file.points([1, 2, 3], from: 1_001)
    file.start(2, wallTime: 1_010)
    file.scalars(["loss", "rate"], 2, 0, wallTime: 1_011)
    #expect(
      segments(WrittenRun(file)) == [
        "loss 1: 0", "loss 2: 0", "loss 3: 0", "loss 2: 1", "rate 2: 1",
      ])
  }

  @Test("A step that goes back in an old file begins one in its own series")
  func stepBack() {
    var file = LogWriter(version: nil)
    for step: Int64 in [1, 2, 1, 2] {
      file.scalars(["a", "b"], step, Float(step), wallTime: 1_000 + Double(step))
    }
    file.scalars(["new"], 2, 0, wallTime: 1_010)
    let tags = segments(WrittenRun(file))
    #expect(tags.prefix(4) == ["a 1: 0", "b 1: 0", "a 2: 0", "b 2: 0"])
    #expect(tags.dropFirst(4) == ["a 1: 1", "b 1: 1", "a 2: 1", "b 2: 1", "new 2: 0"])
  }

  @Test("A run without restarts is one segment")
  func none() {
    var file = LogWriter()
    file.points([1, 2, 2, 1], from: 1_001)
    #expect(segments(WrittenRun(file)).allSatisfy { $0.hasSuffix(": 0") })
  }
}
