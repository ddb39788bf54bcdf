import Foundation
import TestSupport
import Testing

@Suite("plot")
struct PlotTests {
  @Test("One run is drawn below its verdict, no wider than the terminal")
  func terminal() throws {
    let tree = try ScanTree(runs: 1)
    for columns in [80, 120] {
      let run = CommandRun("plot", tree.path, "--color", "never", columns: columns)
      #expect(run.status == 0)
      #expect(run.output.contains("converged") || run.output.contains("improving"))
      #expect(run.output.contains("best "))
      #expect(run.output.contains("┤"))
      #expect(run.lines.allSatisfy { $0.count <= columns })
    }
  }

  @Test("Several runs are compared in one chart, named at their ends")
  func comparison() throws {
    let tree = try ScanTree(runs: 4)
    let run = CommandRun("plot", tree.path, "--color", "never", columns: 100)
    #expect(run.status == 0)
    #expect(run.lines.first == "eval/loss of 4 runs")
    #expect(run.output.contains("exp0/seed0 0.5"))
    #expect(run.output.contains("run_3 0.5"))
  }

  @Test("More than eight runs: the best are drawn, and it says how to see the others")
  func many() throws {
    let tree = try ScanTree(runs: 12)
    let run = CommandRun("plot", tree.path, columns: 100)
    #expect(run.output.contains("The best 8 are drawn, 4 more are not"))
    #expect(run.output.contains("-o report.html"))
  }

  @Test("--group draws the mean of seeds with its band")
  func group() throws {
    let tree = try ScanTree(runs: 4)
    let svg = tree.path + "/x.svg"
    let run = CommandRun("plot", tree.path, "--group", "seed\\d+", "--runs", "exp0*", "-o", svg)
    #expect(run.status == 0)
    let text = try String(contentsOfFile: svg, encoding: .utf8)
    #expect(text.contains("class=\"band"))
    #expect(text.contains("mean of 2"))
  }

  @Test("The suffix chooses the format: SVG, a page, text")
  func suffixes() throws {
    let tree = try ScanTree(runs: 2)
    let starts = [("x.svg", "<?xml"), ("x.html", "<!DOCTYPE html>"), ("x.txt", "eval/loss")]
    for (name, start) in starts {
      let run = CommandRun("plot", tree.path, "-o", tree.path + "/" + name)
      #expect(run.status == 0 && run.output.isEmpty, "\(name)")
      let text = try String(contentsOfFile: tree.path + "/" + name, encoding: .utf8)
      #expect(text.hasPrefix(start), "\(name)")
    }
    let png = CommandRun("plot", tree.path, "-o", tree.path + "/x.png")
    #expect(png.status == 2)
    #expect(png.errors.contains("-o NAME.svg"))
    #expect(!FileManager.default.fileExists(atPath: tree.path + "/x.png"))
  }

  @Test("The page ranks all runs, names the command line, and quotes what a shell would take apart")
  func page() throws {
    let tree = try ScanTree(runs: 6)
    let run = CommandRun("plot", tree.path, "-f", "html", "--baseline", "run_1", "--group", "(x y)")
    #expect(run.status == 0)
    #expect(run.output.contains("6 runs"))
    #expect(run.output.contains("Δ baseline"))
    #expect(run.output.contains("--group &#39;(x y)&#39;"))
    #expect(run.output.components(separatedBy: "<section").count == 7)
  }

  @Test("Every axis and every smoothing draws; what there is not falls back to steps")
  func axes() throws {
    let tree = try ScanTree(runs: 1)
    for (axis, smoothing) in [
      ("step", "tb:0.6"), ("time", "window:10"), ("wall", "centred:5"), ("epoch", "none"),
    ] {
      let run = CommandRun(
        "plot", tree.path, "--x", axis, "--smooth", smoothing, "--log-y", columns: 80)
      #expect(run.status == 0, "\(axis) \(smoothing)")
    }
    #expect(CommandRun("plot", tree.path, "--x", "time", columns: 80).output.contains("30m"))
    #expect(CommandRun("plot", tree.path, "--x", "epoch", columns: 80).output.contains("2,000"))
  }

  @Test("A run that ends in NaN says where")
  func nan() throws {
    let tree = try ScanTree(runs: 6)
    let run = CommandRun("plot", tree.path, "--runs", "run_5", columns: 80)
    #expect(run.output.contains("NaN from 4,100"))
    #expect(run.output.contains("░"))
  }

  @Test("Runs without a series to judge: nothing is drawn, status 1, and it says why")
  func nothing() throws {
    let folder = TemporaryFolder()
    _ = try folder.write(EventFileWriter().bytes, to: "events.out.tfevents.1.x")
    let run = CommandRun("plot", folder.path)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("no scalars in its event files"))
  }

  @Test(
    "The real trainer's runs make a page with a section each", .enabled(if: SharedLogs.arePresent))
  func realTrainer() {
    let run = CommandRun("plot", SharedLogs.path("written/hf_trainer"), "-f", "html")
    #expect(run.status == 0)
    #expect(run.output.components(separatedBy: "<section").count == 14)
    #expect(run.output.utf8.count < 200_000)
    #expect(run.output.contains("resumed 205"))
  }
}
