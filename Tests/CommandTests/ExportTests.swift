import Foundation
import TestSupport
import Testing

@Suite(
  "Points are exported exactly",
  .enabled(if: SharedLogs.arePresent, "the shared logs are not here"))
struct LongCSVTests {
  @Test("Long CSV has a header, run names below the path, and the shortest digits")
  func longForm() {
    let run = CommandRun(
      "export", SharedLogs.path("demo/sft-lr2e-4"), "--tag", "eval/loss", "--runs", "seed0")
    #expect(run.lines.first == "run,tag,step,wall_time,value")
    #expect(run.lines.dropFirst().first?.hasPrefix("seed0,eval/loss,100,") == true)
    #expect(run.lines.count == 61)
  }

  @Test("Nothing that matches is status 1, with the header alone")
  func nothing() {
    let run = CommandRun("export", SharedLogs.path("demo"), "--tag", "no such tag")
    #expect(run.status == 1)
    #expect(run.output == "run,tag,step,wall_time,value\n")
  }
}
