import LogDirectories
import TestSupport
import Testing

@Suite("What of a table or a JSON log cannot be read is told")
struct LeftOutLineTests {
  private func export(_ text: String, name: String = "metrics.csv") throws -> CommandRun {
    let folder = TemporaryFolder()
    let path = try folder.write(Array(text.utf8), to: "run/\(name)")
    let run = CommandRun("export", path, "-f", "csv")
    return run
  }

  @Test("A step that is no whole number of 64 bits")
  func steps() throws {
    let run = try export("step,loss\n1,0.5\n2.5,0.4\n9223372036854775808,0.3\n4,0.2\n")
    #expect(run.lines.count == 3)
    #expect(
      run.errors.contains(
        "metrics.csv, line 3: its step is not a whole number that fits into 64 bits"))
    #expect(run.errors.contains("(and 1 more such line): left out"))
  }

  @Test("A last line that is cut, whose last number may be another one")
  func cut() throws {
    let run = try export("step,loss,acc\n1,0.5,0.1\n2,0.4,0.2\n3,0.")
    #expect(run.lines.count == 5)
    #expect(run.errors.contains("line 4: it is cut short: left out"))
    #expect(try export("step,loss\n1,0.5\n2,0.25").lines.count == 3)
  }

  @Test("Blank lines and names once more say nothing")
  func silent() throws {
    let run = try export("step,loss\n1,0.5\n\n,\nstep,loss\n2,0.25\n")
    #expect(run.lines.count == 3)
    #expect(run.errors == "")
  }

  @Test("An entry of a trainer's state without a whole step")
  func entries() throws {
    let run = try export(
      #"{"log_history":[{"step":1,"loss":1},{"step":2.5,"loss":2},{"step":3.0,"loss":3}]}"#,
      name: "trainer_state.json")
    #expect(run.lines.count == 3)
    #expect(
      run.errors.contains(
        "entry 2 of log_history: its step is not a whole number that fits into 64 bits"))
  }

  @Test("A trainer's state that is cut short, or no JSON")
  func state() throws {
    let cut = try export(
      #"{"log_history":[{"step":1,"loss":1},{"step":2,"lo"#, name: "trainer_state.json")
    #expect(cut.lines.count == 2)
    #expect(
      cut.errors.contains(
        "what follows entry 1 of log_history: it is cut short, at byte 49: left out"))
    let none = try export(#"{"log_history":[{"step":1,"lo"#, name: "trainer_state.json")
    #expect(none.errors.contains("is not a trainer state: it is cut short, at byte 29"))
    let broken = try export(#"{"log_history":[{"step":1,"loss":1]}"#, name: "trainer_state.json")
    #expect(broken.errors.contains("at byte 34"))
  }

  @Test("A line of a JSON log that is no object, but for a last one on its way")
  func lines() throws {
    let run = try export(
      "{\"current_steps\": 1, \"loss\": 2}\n{\"current\n{\"current_steps\": 3, \"loss\": 1}\n{\"cur",
      name: "trainer_log.jsonl")
    #expect(run.lines.count == 3)
    #expect(run.errors.contains("line 2: it is not a JSON object: left out"))
  }

  @Test("They are counted as damage of the run, and verify says where they stand")
  func counted() throws {
    let folder = TemporaryFolder()
    let lines =
      "{\"current_steps\": 1, \"loss\": 2}\n{\"current\n{\"current_steps\": 3, \"loss\": 1}\n"
    _ = try folder.write(Array(lines.utf8), to: "a/trainer_log.jsonl")
    _ = try folder.write(Array("step,loss\n1,0.5\nx,0.4\ny,1\n2,3\n".utf8), to: "b/metrics.csv")
    _ = try folder.write(Array("step,loss\n1,0.5\n".utf8), to: "c/metrics.csv")
    for (run, count) in [("a", 1), ("b", 2), ("c", 0)] {
      let record = CommandRun("analyze", "-f", "jsonl", "\(folder.path)/\(run)").output
      #expect(record.contains("\"damaged_records\":\(count),"))
    }
    let verified = CommandRun("verify", folder.path)
    #expect(verified.status == 1)
    #expect(verified.output.contains("byte 32: line 2: it is not a JSON object"))
    #expect(verified.lines.last == "3 files   1 good · 2 damaged")
    #expect(CommandRun("verify", folder.path + "/c").status == 0)
    // As for damaged records of event files, what could be read is exported.
    #expect(CommandRun("export", folder.path).status == 0)
  }

  @Test("A last line that is on its way is no damage")
  func onItsWay() throws {
    let folder = TemporaryFolder()
    _ = try folder.write(
      Array("{\"current_steps\": 1, \"loss\": 2}\n{\"curr".utf8), to: "a/trainer_log.jsonl")
    let verified = CommandRun("verify", folder.path)
    #expect(verified.status == 0 && verified.output.contains("cut short"))
    #expect(
      CommandRun("scan", "-f", "jsonl", folder.path).output.contains(#""damaged_records":0,"#))
  }
}
