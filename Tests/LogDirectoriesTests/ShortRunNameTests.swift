import LogDirectories
import TestSupport
import Testing

@Suite("Short names of runs") struct ShortRunNameTests {
  private func names(_ paths: [String]) -> [String] {
    ShortRunNames.names(for: paths) { _ in "root" }
  }

  @Test("What loggers put around a run is left out")
  func fillers() {
    #expect(
      names([
        "good-linear/runs/Nov29_12-00-00_host-52-38_vm", "a/tb", "logs/b", "c/tensorboard/d",
        "lightning_logs/version_0", "e/lightning_logs/version_0",
      ]) == ["good-linear", "a", "b", "c/d", "version_0", "e/version_0"])
    #expect(
      names(["runs/baseline", "runs/2026", "Nov29_12-00-00_host"]) == [
        "runs/baseline", "runs/2026", "Nov29_12-00-00_host",
      ])
  }

  @Test("Where two names would be equal, both keep their paths")
  func collisions() {
    let two = ["a/runs/Nov29_12-00-00_h", "a/runs/Nov30_12-00-00_h", "b/tb"]
    #expect(names(two) == [two[0], two[1], "b"])
    #expect(names(["a/tb", "a"]) == ["a/tb", "a"])
    // Canonically equal names are different bytes.
    #expect(names(["\u{E9}/tb", "e\u{301}/tb"]) == ["\u{E9}", "e\u{301}"])
  }

  @Test("A run whose path says nothing has the name of the directory that was given")
  func nothingLeft() {
    #expect(names(["runs/Nov29_12-00-00_host"]) == ["root"])
    #expect(names(["tb", "logs"]) == ["tb", "logs"])
  }

  @Test("Names are found, paths are kept")
  func found() throws {
    let folder = TemporaryFolder()
    for run in ["x/runs/Nov29_12-00-00_host", "y/tb"] {
      var writer = EventFileWriter()
      writer.scalar(step: 1, 1)
      try folder.write(writer.bytes, to: run + "/events.out.tfevents.1.host")
    }
    let runs = LogDirectory.find([folder.path]).runs
    #expect(runs.map(\.name) == ["x", "y"])
    #expect(runs.map(\.path) == ["x/runs/Nov29_12-00-00_host", "y/tb"])
  }
}
