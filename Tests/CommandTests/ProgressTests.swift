import Reports
import Testing

@testable import TFEventsCommands
import TextFormats
import TrainingRuns

@Suite("Progress is shown where someone looks and it takes long, and nowhere else")
struct ProgressTests {
  /// A world whose clock moves only on request, and the output on standard error.
  private final class World {
    var time = 100.0
    var text = ""

    func progress(
      isTerminal: Bool, _ environment: [String: String] = [:], colour: ColourChoice = .never
    ) -> Progress {
      let none = ByteSink { (_) throws(OutputError) in }
      let session = Session(
        arguments: [], environment: { environment[$0] },
        output: OutputStream(isTerminal: false, columns: nil, sink: none),
        errors: OutputStream(
          isTerminal: isTerminal, columns: isTerminal ? 80 : nil,
          sink: ByteSink { (bytes) throws(OutputError) in
            self.text += String(decoding: bytes, as: UTF8.self)
          }),
        createFile: { (_) throws(OutputError) in throw .closed }, now: { self.time })
      return Progress(
        "Reading", unit: "runs", total: 4, bytes: 400, colour: colour, in: session)
    }

    /// Moves the clock on, lets progress be shown, and returns the output.
    func tick(_ progress: Progress, after seconds: Double) -> String {
      text = ""
      time += seconds
      progress.tick()
      return text
    }
  }

  private let erasure = "\r\u{1B}[2K"

  @Test("On a terminal from 0.3 seconds on, in one line that is erased at the end")
  func terminal() {
    let world = World()
    let progress = world.progress(isTerminal: true)
    #expect(world.tick(progress, after: 0.125) == "")
    #expect(world.tick(progress, after: 0.125) == "")
    progress.meter.finishItem()
    progress.meter.add(bytes: 100)
    #expect(
      world.tick(progress, after: 0.125)
        == erasure + "Reading  1 of 4 runs  100 B of 400 B  ━━━━━━                     25 %"
        + "  1 s left")
    #expect(world.tick(progress, after: 0.0625) == "", "ten times a second at most")
    #expect(world.tick(progress, after: 0.0625).hasPrefix(erasure + "Reading  1 of 4"))
    world.text = ""
    progress.clear()
    progress.clear()
    #expect(world.text == erasure)
    #expect(world.tick(progress, after: 0.125).hasPrefix(erasure + "Reading"))
    for _ in 0..<3 { progress.meter.finishItem() }
    #expect(world.tick(progress, after: 5) == "", "all is done")
  }

  @Test("Work that is quick shows nothing, nor erases what others wrote")
  func quick() {
    let world = World()
    let progress = world.progress(isTerminal: true)
    #expect(world.tick(progress, after: 0.2) == "")
    progress.clear()
    #expect(world.text == "")
  }

  @Test("The bar has the colours that the rules give")
  func colours() {
    let world = World()
    let green = "\u{1B}[32m"
    #expect(world.tick(world.progress(isTerminal: true, colour: .auto), after: 0.3) == "")
    for (environment, isGreen) in [([:], true), (["NO_COLOR": "1"], false)] {
      let progress = world.progress(isTerminal: true, environment, colour: .auto)
      progress.meter.add(bytes: 200)
      #expect(world.tick(progress, after: 0.4).contains(green) == isGreen)
    }
  }

  @Test("In CI a line every ten seconds, without control characters")
  func continuousIntegration() {
    let world = World()
    let progress = world.progress(isTerminal: false, ["CI": "true", "LANG": "C.UTF-8"])
    #expect(world.tick(progress, after: 9.75) == "")
    progress.meter.add(bytes: 200)
    progress.meter.finishItem()
    let line = world.tick(progress, after: 0.25)
    #expect(line.hasPrefix("Reading  1 of 4 runs  200 B of 400 B  ━━━━━━"))
    #expect(line.hasSuffix("50 %  10 s left\n"))
    #expect(!line.contains("\u{1B}"))
    #expect(world.tick(progress, after: 9.75) == "")
    #expect(world.tick(progress, after: 0.25) != "")
  }

  @Test(
    "Neither in a pipe nor on a terminal that is dumb",
    arguments: [(false, [:]), (false, ["CI": "false"]), (true, ["TERM": "dumb"])]
      as [(Bool, [String: String])])
  func nowhereElse(isTerminal: Bool, environment: [String: String]) {
    let world = World()
    let progress = world.progress(isTerminal: isTerminal, environment)
    #expect(!progress.isWanted)
    #expect(world.tick(progress, after: 60) == "")
    progress.clear()
    #expect(world.text == "")
  }

  @Test("Work whose progress is shown gives the same results in the same order")
  func order() {
    let world = World()
    for isTerminal in [false, true] {
      let progress = world.progress(isTerminal: isTerminal)
      var results: [Int] = []
      forEachInOrder(Array(0..<1_000), jobs: 3, progress: progress, work: { $0 * $0 }) {
        results.append($0)
      }
      #expect(results == (0..<1_000).map { $0 * $0 })
      #expect(progress.meter.items == (isTerminal ? 1_000 : 0))
    }
  }
}
