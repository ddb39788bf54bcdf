import TestSupport
import Testing

@Suite("scan says what it does not find, and what to type")
struct ScanErrorTests {
  @Test("A metric that no run has: close matches with their numbers of runs")
  func metric() throws {
    let tree = try ScanTree(runs: 3)
    try tree.write("other", level: 0.6, tag: "val_loss")
    let run = CommandRun("scan", tree.path, "--metric", "val_los")
    #expect(run.status == 2)
    #expect(
      run.errors == """
        error: no run has the tag "val_los"
          close matches   val_loss (1 run)   eval/loss (3 runs)
          all tags        tfevents tags \(tree.path)

        """)
  }

  @Test("A metric that some runs have: the others are records with the verdict error")
  func someMetric() throws {
    let tree = try ScanTree(runs: 2)
    try tree.write("other", level: 0.6, tag: "val_loss")
    let run = CommandRun("scan", tree.path, "--metric", "val_loss")
    #expect(run.status == 0)
    #expect(run.lines.count == 4)
    #expect(run.lines.count { $0.contains(",error,") } == 2)
  }

  @Test("A run that cannot be read is a row with the verdict error, and counted at the end")
  func badRun() throws {
    let tree = try ScanTree(runs: 2)
    _ = try tree.folder.write(Array(repeating: 7, count: 99), to: "bad/x.tfevents.1")
    let csv = CommandRun("scan", tree.path)
    #expect(csv.status == 0)
    #expect(csv.lines.count == 4)
    #expect(csv.lines.last == "bad,error,,,,,,,0,,")
    #expect(
      csv.errors == """
        warning: 1 run could not be judged (verdict "error")
        warning: 1 run with damaged records (tfevents verify \(tree.path) --only-bad)

        """)
    let table = CommandRun("scan", tree.path, columns: 80)
    #expect(table.status == 0)
    #expect(table.errors == "")
    #expect(
      table.lines.suffix(2) == [
        "! 1 run could not be judged.   tfevents scan \(tree.path) --verdict error",
        "! 1 run holds damaged records.   tfevents verify \(tree.path) --only-bad",
      ])
  }

  @Test("Where no run could be judged, the status is 2, and the first reason is told")
  func nothing() throws {
    let empty = CommandRun("scan", "-")
    #expect(empty.status == 2)
    #expect(
      empty.errors
        == "warning: 1 run could not be judged (verdict \"error\"): no scalars in its event files\n"
    )
    let tree = try ScanTree(runs: 1)
    let log = try tree.folder.write(Array(repeating: 7, count: 99), to: "bad/x.tfevents.1")
    let other = CommandRun("scan", "--from", "hf", log)
    #expect(other.status == 2 && other.errors.contains("no numbers in its log"), "\(other.errors)")
    let listed = CommandRun("scan", "--stdin", input: [Array((log + "\n").utf8)])
    #expect(listed.status == 2 && listed.errors.contains("no run could be judged"))
  }

  @Test("A tag that no run has: close names", arguments: ["tags", "export"])
  func tag(command: String) throws {
    let tree = try ScanTree(runs: 2)
    let run = CommandRun(command, tree.path, "--tag", "eval/los")
    #expect(run.status == 1)
    let hint = "(tfevents tags \(tree.path) lists them)"
    #expect(
      run.errors.hasPrefix("warning: no tag matches \"eval/los\"; close: eval/loss")
        && run.errors.hasSuffix(hint + "\n"), "\(run.errors)")
    if command == "export" {
      let database = CommandRun(
        command, tree.path, "--tag", "eval/los", "-o", tree.path + "/x.sqlite")
      #expect(database.errors.contains("no tag matches"), "\(database.errors)")
    }
    let steps = CommandRun(command, tree.path, "--tag", "eval/loss")
    #expect(steps.status == 0 && steps.errors == "", "\(steps.errors)")
  }

  @Test("A record says that --tag left nothing to judge", arguments: ["analyze", "scan"])
  func leftOut(command: String) throws {
    let tree = try ScanTree(runs: 2)
    let run = CommandRun(command, tree.path, "--tag", "eval/los", "-f", "jsonl")
    #expect(run.output.contains("no scalars in its event files that match --tag"))
  }

  @Test(
    "A condition that is none: a caret where it goes wrong",
    arguments: [
      ("best <", 6, "a value is missing after <"),
      ("best 0.8", 5, "a comparison such as < is missing after \"best\""),
      ("0.8 > best", 0, "write the name on the left and the number on the right"),
      ("best < 1 lr > 2", 9, "\"and\" or \"or\" is missing here"),
      ("best < 1 < 2", 9, "write a < b and b < c for a range"),
      ("(best < 1", 0, "this parenthesis is never closed"),
      ("best < 1)", 8, "no parenthesis is open here"),
      ("best < 'x", 7, "this text is never closed"),
      ("best ! 1", 5, "this is not a comparison"),
      ("mean(best) < 1", 0, "only last, min and max take a tag in parentheses"),
      ("best < 1 and", 12, "a name such as best is missing"),
    ])
  func condition(text: String, column: Int, reason: String) {
    let run = CommandRun("scan", "runs", "--where", text)
    #expect(run.status == 2)
    #expect(
      run.errors == """
        error: --where is not a valid condition
          \(text)
          \(String(repeating: " ", count: column))^ \(reason)
          Such as  --where 'best < 0.8 and lr <= 1e-4'

        """)
  }

  @Test("A name that no run knows: the option, and close names")
  func names() throws {
    let tree = try ScanTree(runs: 2)
    #expect(
      CommandRun("scan", tree.path, "--where", "bset < 1").errors == """
        error: --where: no run has a field, hyperparameter or tag "bset"
          close matches   best

        """)
    #expect(CommandRun("scan", tree.path, "--sort", "verdit").errors.contains("verdict"))
    #expect(CommandRun("scan", tree.path, "--columns", "zzz").status == 2)
    #expect(CommandRun("scan", tree.path, "--baseline", "exp0/seed9").status == 2)
  }

  @Test("Values that an option cannot take are refused with an example")
  func values() {
    #expect(CommandRun("scan", "r", "--since", "2x").errors.contains("2d, 6h or 30m"))
    #expect(CommandRun("scan", "r", "--shard", "5/4").errors.contains("I/N with I from 0 to N"))
    #expect(CommandRun("scan", "r", "--fail-on", "divergd").errors.contains("diverged ?"))
  }

  @Test("Parts that merge cannot take are refused with file and line")
  func parts() throws {
    let tree = try ScanTree(runs: 4)
    let groups = CommandRun("scan", tree.path, "--group", "seed\\d", "-f", "jsonl").output
    let path = try tree.folder.write(Array(groups.utf8), to: "groups.jsonl")
    let run = CommandRun("merge", path)
    #expect(run.status == 2)
    #expect(run.errors.contains("groups.jsonl, line "))
    #expect(run.errors.contains("this is a group, not the record of a run"))
    let text = try tree.folder.write(Array("{\"run\":".utf8), to: "cut.jsonl")
    #expect(CommandRun("merge", text).errors.contains("line 1: a value is missing, at byte 7"))
    #expect(CommandRun("merge", tree.path + "/nothing").status == 2)
  }
}
