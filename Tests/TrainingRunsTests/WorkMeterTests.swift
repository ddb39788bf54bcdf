import LogDirectories
import Scalars
import TestSupport
import Testing

@testable import TrainingRuns

@Suite("The meter of progress counts what was read")
struct WorkMeterTests {
  /// An event file with a number of points, a second apart.
  private func file(_ steps: Range<Int64>, from wallTime: Double) -> [UInt8] {
    var writer = EventFileWriter()
    for step in steps {
      writer.scalar(
        "train/loss", step: step, 1 / Float(step + 1), wallTime: wallTime + Double(step))
    }
    return writer.bytes
  }

  /// Analyzes the only run below a folder; gives the bytes counted, those to count, and the run's.
  private func count(_ folder: TemporaryFolder) throws -> (read: Int64, wanted: Int64, run: Int64) {
    let run = try #require(LogDirectory.find([folder.path]).runs.first)
    let meter = WorkMeter(bytes: run.size)
    var analyzer = RunAnalyzer()
    analyzer.meter = meter
    #expect(analyzer.analyze(run).judgement != nil)
    return (meter.bytes, meter.totalBytes, run.size)
  }

  @Test("A run of several batches is counted once, to the byte")
  func once() throws {
    let folder = TemporaryFolder()
    try folder.write(file(0..<10_000, from: 1_000), to: "events.out.tfevents.1.h")
    let count = try count(folder)
    #expect(count.read == count.run && count.wanted == count.run)
  }

  @Test("Bytes are counted as they are read, and the rest at the end")
  func gradually() throws {
    let folder = TemporaryFolder()
    try folder.write(file(0..<20_000, from: 1_000), to: "events.out.tfevents.1.h")
    let run = try #require(LogDirectory.find([folder.path]).runs.first)
    let meter = WorkMeter(bytes: run.size)
    var gauge = RunGauge(meter, size: run.size)
    var reader = RunReader(run)
    var batch = ScalarBatch()
    #expect(reader.read(into: &batch) == .batch)
    gauge.note(reader)
    #expect((1..<run.size).contains(meter.bytes))
    while reader.read(into: &batch) == .batch { gauge.note(reader) }
    gauge.end()
    #expect(meter.bytes == run.size)
  }

  @Test("A run that is read once more, for it was resumed, is counted twice")
  func twice() throws {
    let folder = TemporaryFolder()
    try folder.write(file(0..<10_000, from: 1_000), to: "events.out.tfevents.1.h")
    try folder.write(file(5_000..<12_000, from: 20_000), to: "events.out.tfevents.2.h")
    let count = try count(folder)
    #expect(count.wanted == 2 * count.run)
    #expect(count.read == count.wanted)
  }
}
