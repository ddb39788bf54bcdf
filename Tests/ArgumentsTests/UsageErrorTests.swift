import Arguments
import Testing
import TextFormats

@Suite("Errors of the command line")
struct UsageErrorTests {
  @Test("Unknown words are answered with the closest known one")
  func suggestions() {
    #expect(
      Sample.error("scan", "a", "--metrc", "x")
        == "error: unknown option --metrc\n  did you mean  --metric ?\n")
    #expect(
      Sample.error("scna", "a")
        == "error: unknown command \"scna\"\n  did you mean  tfevents scan ?\n")
    #expect(
      Sample.error("runs/a")
        == "error: no command before runs/a\n  did you mean  tfevents scan runs/a ?\n")
    #expect(Sample.error("xyzzy") == "error: unknown command \"xyzzy\"\n  commands  scan, copy\n")
    #expect(
      Sample.error("scan", "a", "-x")
        == "error: unknown option -x\n  see  tfevents scan --help\n")
    #expect(
      Sample.error("scan", "a", "--zzzzzz=1")
        == "error: unknown option --zzzzzz\n  see  tfevents scan --help\n")
    #expect(
      Sample.error("--color", "scan") == """
        error: unknown option --color before the command
          usage  tfevents <command> [options] <path>...
          help   tfevents --help

        """)
    #expect(
      Sample.error("help", "verdict") == """
        error: no help on "verdict"
          did you mean  tfevents help verdicts ?
          topics   verdicts

        """)
  }

  @Test("A wrong choice is answered with the closest and with all")
  func choices() {
    #expect(
      Sample.error("scan", "a", "--sort", "bets") == """
        error: --sort does not know "bets"
          did you mean  best ?
          choose from  best, last, verdict, time, name

        """)
    #expect(
      Sample.error("scan", "a", "--verdict=diverged,xx") == """
        error: --verdict does not know "xx"
          choose from  improving, converged, plateaued, overfitting, diverged

        """)
  }

  @Test("Missing, superfluous and wrong values are named as they were given")
  func values() {
    #expect(
      Sample.error("scan", "a", "--metric")
        == "error: --metric needs TAG\n  see  tfevents scan --help\n")
    #expect(
      Sample.error("scan", "a", "--metric", "--top", "3")
        == "error: --metric needs TAG\n  see  tfevents scan --help\n")
    #expect(Sample.error("scan", "a", "--verbose=1") == "error: --verbose takes no value\n")
    #expect(Sample.error("scan", "a", "-jx") == "error: -j takes a whole number, not \"x\"\n")
    #expect(
      Sample.error("scan", "a", "-j", "0") == "error: -j takes a whole number from 1 to 64, not 0\n"
    )
    #expect(
      Sample.error("scan", "a", "--top=0") == "error: --top takes a whole number from 1, not 0\n")
    #expect(
      Sample.error("scan", "a", "--ratio", "nan") == "error: --ratio takes a number, not \"nan\"\n")
    #expect(
      Sample.error("scan", "a", environment: ["TFEVENTS_JOBS": "many"])
        == "error: TFEVENTS_JOBS takes a whole number, not \"many\"\n")
    #expect(
      Sample.error("scan", "a", environment: ["TFEVENTS_PAIR": "maybe"])
        == "error: TFEVENTS_PAIR takes yes or no, not \"maybe\"\n")
    #expect(
      Sample.error("scan", "a", "--verdict", ",")
        == "error: --verdict takes values separated by commas, not \",\"\n")
  }

  @Test("Too few and too many arguments show the usage")
  func counts() {
    #expect(
      Sample.error("scan") == "error: no path given\n  usage  tfevents scan [options] <path>...\n")
    #expect(
      Sample.error("copy", "a", "b", "c")
        == "error: unexpected argument \"c\"\n  usage  tfevents copy <from> [<to>]\n")
  }

  @Test("A wrong pattern is shown with a caret below the place")
  func patterns() {
    #expect(
      Sample.error("scan", "a", "--runs", "/sft-(lr/") == """
        error: --runs is not a valid regular expression
          /sft-(lr/
               ^ this group is never closed
          To match the text itself, drop the slashes:  --runs 'sft-(lr'

        """)
    #expect(
      Sample.error("scan", "a", "--not-runs", "loss[ab") == """
        error: --not-runs is not a valid pattern
          loss[ab
              ^ this set is never closed

        """)
    #expect(
      Sample.error("scan", "a", "--group", "seed*+)") == """
        error: --group is not a valid regular expression
          seed*+)
                ^ this closes no group

        """)
  }

  @Test("Close words are found by edits, swaps and parts, closest first")
  func closeness() {
    #expect(
      closest(to: "val_los", among: ["eval/loss", "val_loss", "x"]) == ["val_loss", "eval/loss"])
    #expect(closest(to: "lsos", among: ["loss"]) == ["loss"])
    #expect(closest(to: "LOSS", among: ["loss", "eval/loss"]) == ["loss", "eval/loss"])
    #expect(closest(to: "zzz", among: ["loss"]).isEmpty)
    #expect(closest(to: "", among: ["loss", "a"]).isEmpty)
    #expect(
      closest(to: "runz", among: ["runs", "run", "ruins", "rune"]) == ["runs", "run", "rune"])
    let long = String(repeating: "x", count: 300)
    #expect(closest(to: long + "loss", among: ["loss", long]) == [long])
    #expect(closest(to: "loss", among: [long + "loss", long]) == [long + "loss"])
  }
}
