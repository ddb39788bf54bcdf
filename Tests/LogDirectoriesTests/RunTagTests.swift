import EventFiles
import LogDirectories
import Scalars
import TestSupport
import Testing

@Suite("What one file of a run says of a tag holds for all its files")
struct RunTagTests {
  /// A file of float32 tensors; the first of them has metadata, if a plugin is given.
  private func file(
    _ values: [Float], from step: Int64, plugin: String? = nil, dataClass: UInt64? = nil,
    tag: String = "loss", wallTime: Double = 1_000
  ) -> [UInt8] {
    var writer = EventFileWriter()
    for (place, value) in values.enumerated() {
      let says = place == 0
      writer.event(
        .summary(
          step: step + Int64(place), wallTime: wallTime + Double(step) + Double(place),
          [
            .tensorValue(
              tag, .tensor(value), plugin: says ? plugin : nil,
              dataClass: says ? dataClass : nil)
          ]))
    }
    return writer.bytes
  }

  private func simple(_ value: Float, step: Int64) -> [UInt8] {
    var writer = EventFileWriter()
    writer.scalar("loss", step: step, value)
    return writer.bytes
  }

  private func run(_ files: [[UInt8]]) -> (tree: TemporaryTree, run: Run) {
    let tree = TemporaryTree()
    for (place, bytes) in files.enumerated() {
      tree.write("run/events.out.tfevents.\(1_700_000_000 + place).host", bytes)
    }
    return (tree, tree.find().runs[0])
  }

  /// The values of the run as each policy delivers them, with and without a survey.
  private func values(_ files: [[UInt8]]) -> Set<[Double]> {
    let (tree, run) = run(files)
    defer { _ = tree }
    var found: Set<[Double]> = []
    for policy in OverlapPolicy.allCases {
      for surveys in [true, false] {
        let options = RunReadOptions(policy: policy, surveysFirst: surveys)
        found.insert(Reading(run, options).points.map(\.point.value))
      }
    }
    return found
  }

  @Test("An earlier file says it")
  func earlier() {
    #expect(
      values([file([1, 2], from: 1, plugin: "scalars"), file([3, 4], from: 3)]) == [[1, 2, 3, 4]])
  }

  @Test("A later file says it")
  func later() {
    #expect(
      values([file([1, 2], from: 1), file([3, 4], from: 3, plugin: "scalars")]) == [[1, 2, 3, 4]])
    #expect(
      values([
        file([1], from: 1), file([2], from: 2), file([3], from: 3, plugin: "x", dataClass: 1),
      ])
        == [[1, 2, 3]])
  }

  @Test("A simple value in another file says it")
  func simpleValue() {
    #expect(values([simple(1, step: 1), file([2], from: 2)]) == [[1, 2]])
    #expect(values([file([1], from: 1), simple(2, step: 2)]) == [[1, 2]])
  }

  @Test("A later value of the same file says it")
  func sameFile() {
    var writer = EventFileWriter()
    writer.event(.summary(step: 1, [.tensorValue("loss", .tensor(1), plugin: nil)]))
    writer.event(.summary(step: 2, [.tensorValue("loss", .tensor(2))]))
    #expect(values([writer.bytes]) == [[1, 2]])
  }

  @Test("What its own file says of a tag goes before what others say")
  func ownFile() {
    let text = file([9], from: 1, plugin: "text")
    #expect(values([text, file([1, 2], from: 2, plugin: "scalars")]) == [[1, 2]])
    #expect(values([file([1, 2], from: 2, plugin: "scalars"), text]) == [[1, 2]])
  }

  @Test("The first file that says something is believed by those that say nothing")
  func first() {
    let silent = file([1, 2], from: 5)
    #expect(values([file([9], from: 1, plugin: "text"), silent, simple(3, step: 9)]) == [[3]])
  }

  @Test("Tags of which no file says anything stay out")
  func none() {
    #expect(values([file([1], from: 1), file([2], from: 2)]) == [[]])
    #expect(
      values([file([1], from: 1), file([2], from: 2, plugin: "scalars", tag: "other")]) == [[2]])
  }

  @Test("Another member's files say nothing of this one's tags")
  func otherMember() {
    let tree = TemporaryTree()
    tree.write("run/train/events.out.tfevents.1.h", file([1], from: 1, plugin: "scalars"))
    tree.write("run/validation/events.out.tfevents.1.h", file([2], from: 1))
    let points = tree.find().runs.flatMap { Reading($0).points }
    #expect(points.map(\.point.value) == [1])
  }

  @Test("Points that come so are part of what a restart replaces")
  func restart() {
    let (tree, run) = run([
      file([1, 2, 3], from: 1), file([4, 5], from: 2, plugin: "scalars", wallTime: 2_000),
    ])
    defer { _ = tree }
    #expect(Reading(run).points.map(\.point.value) == [1, 4, 5])
    #expect(Reading(run).report.superseded == 2)
  }

  @Test("A run that is followed comes again when a new file says it")
  func live() {
    let (tree, run) = run([file([1, 2], from: 1)])
    var live = LiveRun(run)
    var batch = ScalarBatch()
    var values: [Double] = []
    func poll() {
      for _ in 0..<100 {
        switch live.poll(into: &batch) {
        case .batch: for row in 0..<batch.count { values.append(batch.values[row]) }
        case .startOver: values = []
        case .idle: return
        }
      }
    }
    poll()
    #expect(values == [])
    tree.write(
      "run/events.out.tfevents.1700000001.host", file([3], from: 3, plugin: "scalars"))
    for _ in 0..<20 { poll() }
    #expect(values == [1, 2, 3])
    tree.write("run/events.out.tfevents.1700000002.host", file([4], from: 4))
    for _ in 0..<20 { poll() }
    #expect(values == [1, 2, 3, 4])
  }
}

@Suite("The number type of a series is that of all its files")
struct SeriesTypeTests {
  private func types(_ files: LogWriter..., policy: OverlapPolicy) -> [NumberType] {
    let tree = TemporaryTree()
    for (place, file) in files.enumerated() {
      tree.write("run/events.out.tfevents.\(1_700_000_000 + place).host", file.bytes)
    }
    var reader = RunReader(
      tree.find().runs[0], options: RunReadOptions(policy: policy, surveysFirst: true))
    var batch = ScalarBatch()
    var types: [NumberType] = []
    while reader.read(into: &batch) == .batch { types += reader.series.map(\.numberType) }
    return types
  }

  @Test("It is known at the first point", arguments: [OverlapPolicy.raw, .resume, .tensorboard])
  func known(policy: OverlapPolicy) {
    var first = LogWriter()
    first.scalar("loss", 1, 0.1, wallTime: 1)
    var second = LogWriter()
    second.double("loss", 2, 0.1, wallTime: 2)
    #expect(Set(types(first, second, policy: policy)) == [.float64])
    #expect(Set(types(first, policy: policy)) == [.float32])
  }

  @Test("Narrow types side by side are float32, and float64 goes beyond all")
  func widened() {
    #expect(NumberType.float16.widened(by: .bfloat16) == .float32)
    #expect(NumberType.float16.widened(by: .float16) == .float16)
    #expect(NumberType.boolean.widened(by: .float8E5M2) == .float32)
    #expect(NumberType.integer.widened(by: .float32) == .float64)
    #expect(NumberType.float32.widened(by: .float64) == .float64)
  }
}
