import Testing

@Suite("Points as rows on standard input are judged as the log that holds them")
struct PointRowTests {
  private func analyze(_ text: String, _ options: String...) -> CommandRun {
    CommandRun(["analyze", "--from", "points"] + options + ["-"], input: [Array(text.utf8)])
  }

  private static let header = "tag,step,wall_time,value\n"
  private static let rows = (1...80).map { step in
    let part = Double(step) / 80
    return "train/loss,\(step * 10),\(1_790_000_000 + step),\(2.0 - part)\n"
      + "eval/loss,\(step * 10),\(1_790_000_000 + step),\(part < 0.4 ? 2.0 - part : 1.2 + part)\n"
  }.joined()

  @Test("The verdict is that of the points, and the run has no name")
  func verdict() {
    let run = analyze(Self.header + Self.rows, "-f", "jsonl")
    #expect(run.errors == "")
    #expect(run.status == 0)
    #expect(run.output.contains(#""run":"-","path":"-","verdict":"overfitting""#))
    #expect(run.output.contains(#""points":80,"#))
  }

  @Test("A column run gives a run each, in the order in which they are named")
  func runs() {
    let rows = (1...60).map { "\($0),b,1.5,loss,,\($0)\n\($0),a,1.5,loss,,0.5\n" }.joined()
    let run = analyze("step,run,more,tag,wall_time,value\n" + rows, "-f", "jsonl")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains(#""run":"b""#) == true)
    #expect(lines.last?.contains(#""run":"a""#) == true)
  }

  @Test("A row that is no point ends it with its number, and none is passed over")
  func brokenRow() {
    for row in ["loss,1.5,,2", "loss,1,,two", "loss,1,2", "loss,1,yesterday,2"] {
      let run = analyze(Self.header + Self.rows + row + "\n")
      #expect(run.status == 2)
      #expect(run.output == "")
      #expect(
        run.errors.contains("standard input: row 162 is not a point (tag,step,wall_time,value)"))
    }
    let missing = analyze("tag,step,value\n")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("no column wall_time in the first line"))
  }

  @Test("A value that is no number and an empty one count as logged")
  func notNumbers() {
    let rows = "loss,1,,1\nloss,2,,nan\nloss,3,,\nloss,4,,inf\n"
    let run = analyze(Self.header + rows, "-f", "jsonl")
    #expect(run.status <= 1)
    #expect(run.output.contains(#""all_points":4,"#))
  }

  @Test("Paths are refused, for points come by standard input alone")
  func paths() {
    let run = CommandRun("analyze", "--from", "points", "/nowhere")
    #expect(run.status == 2)
    #expect(
      run.errors.contains("--from points reads standard input: give - as the only path"))
  }
}
