import TestSupport
import Testing

/// Groups of seeds against figures that NumPy computed.
///
/// They are `np.interp` onto the first seed's steps (NaN outside and beside a NaN), then
/// `np.nanmean` and `np.nanstd(ddof=1)` over the seeds.
@Suite("Seeds are compared step by step, each where it was logged and finite")
struct SeedGroupTests {
  /// Seeds of different lengths and densities; one of them ends in NaN.
  private func folder() throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    var steps = Array(stride(from: 100, to: 2_100, by: 100))
    try write("seed0", steps, steps.map { 0.5 + 2 / Float($0) }, to: folder)
    steps = Array(stride(from: 50, to: 1_550, by: 150))
    try write("seed1", steps, steps.map { Float(0.6 + 3 / Double($0)) }, to: folder)
    steps = Array(stride(from: 200, to: 1_900, by: 200))
    try write(
      "seed2", steps, steps.map { $0 > 1_200 ? .nan : Float(0.7 + 1 / Double($0)) }, to: folder)
    return folder
  }

  private func write(
    _ run: String, _ steps: [Int], _ values: [Float], to folder: TemporaryFolder
  ) throws {
    var writer = EventFileWriter()
    for (step, value) in zip(steps, values) {
      writer.scalar("eval/loss", step: Int64(step), value, wallTime: 1_700_000_000 + Double(step))
    }
    _ = try folder.write(writer.bytes, to: run + "/events.out.tfevents.1700000000.host")
  }

  private static let counts = [2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1]
  private static let means = [
    0.5825000007947285, 0.6099999944368998, 0.6070436404811012, 0.6050714188151889,
    0.6040277779102325, 0.6033589707480537, 0.6028808024194506, 0.6025000015894572,
    0.6022341615623898, 0.6020047664642334, 0.601820707321167, 0.6016696956422595,
    0.5519263744354248, 0.5517857074737549, 0.5013333559036255, 0.5012500286102295,
    0.5011764764785767, 0.5011110901832581, 0.5010526180267334, 0.5009999871253967,
  ]
  private static let deviations = [
    0.08838837574621743, 0.09759610348715089, 0.09859292239378674, 0.09877651581684031,
    0.09905638202118361, 0.09917782155545309, 0.09930849030949093, 0.09938090548272471,
    0.09945611701186789, 0.09950384183026614, 0.09955232994390724, 0.09958598104704106,
    0.07125927835761195, 0.07121578280994871,
  ]

  @Test("Mean, standard deviation and number at each step are NumPy's")
  func curve() throws {
    let folder = try folder()
    let scan = CommandRun("scan", folder.path, "--group", "seed\\d", "-f", "jsonl")
    let group = try #require(scan.lines.first.flatMap { JSON($0) })
    #expect(group["curve_steps"] as? [Int] == Array(stride(from: 100, to: 2_100, by: 100)))
    #expect(group["curve_count"] as? [Int] == Self.counts)
    let means = try #require(group["curve_mean"] as? [Double])
    for (mean, wanted) in zip(means, Self.means) { #expect(abs(mean - wanted) < 1e-9) }
    let deviations = try #require(group["curve_std"] as? [Any]).compactMap { $0 as? Double }
    #expect(deviations.count == Self.deviations.count, "one seed alone has no deviation")
    for (one, wanted) in zip(deviations, Self.deviations) { #expect(abs(one - wanted) < 1e-9) }
  }

  @Test("The same comes from merged parts, byte for byte")
  func merged() throws {
    let folder = try folder()
    let parts = try (0..<2).map { part in
      let scan = CommandRun("scan", folder.path, "--shard", "\(part)/2", "-f", "jsonl")
      return try folder.write(Array(scan.output.utf8), to: "part\(part).jsonl")
    }
    let words = ["--group", "seed\\d", "-f", "json"]
    let merge = CommandRun(["merge"] + parts + words)
    #expect(merge.output == CommandRun(["scan", folder.path] + words).output)
    #expect(merge.output.contains("\"curve_mean\""))
  }

  @Test(
    "The demo's three seeds: best 0.74880 ± 0.00894, and the curve at its ends and in between",
    .enabled(if: SharedLogs.arePresent, "the shared logs are not here"))
  func demo() throws {
    let scan = CommandRun(
      "scan", SharedLogs.path("demo/sft-lr2e-4"), "--group", "seed\\d", "-f", "jsonl")
    let group = try #require(scan.lines.first.flatMap { JSON($0) })
    #expect(abs(try #require(group["best"] as? Double) - 0.7488023241360983) < 1e-12)
    #expect(abs(try #require(group["best_std"] as? Double) - 0.00894142954809851) < 1e-12)
    #expect(group["best_count"] as? Int == 3)
    let steps = try #require(group["curve_steps"] as? [Int])
    let means = try #require(group["curve_mean"] as? [Double])
    let deviations = try #require(group["curve_std"] as? [Double])
    for (step, mean, deviation) in [
      (100, 2.206725756327311, 0.015478855226753784),
      (2_400, 0.9047522942225138, 0.009544871529413504),
      (6_000, 0.7494881550470988, 0.00999471528247725),
    ] {
      let place = try #require(steps.firstIndex(of: step))
      #expect(abs(means[place] - mean) < 1e-12)
      #expect(abs(deviations[place] - deviation) < 1e-12)
    }
  }
}
