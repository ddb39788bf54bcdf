import Arguments
import Testing

@Suite("Help")
struct HelpTests {
  @Test("The program's help lists its commands in groups")
  func program() {
    #expect(
      Sample.program.help == """
        Read TensorBoard event files and say whether training converged.

        Usage: tfevents <command> [options] <path>...

        See
          scan      Rank and filter many runs
        Take out
          copy      Copy a run

        Try
          tfevents scan runs

        Every command takes --help.

        """)
  }

  @Test("A command's help has sections, placeholders, and defaults at the right edge")
  func command() {
    let expected = """
      Rank many runs by how well they trained.

      Usage: tfevents scan [options] <path>...

      Choose runs
        --runs PATTERN      Keep runs whose name matches (glob, or /regex/)
        --not-runs PATTERN  Drop them
        --verdict LIST      Keep verdicts, such as converged,plateaued
      Choose the metric
        --metric TAG        Tag to judge by               [eval/loss, else train/loss]
        --max, --min        Which way is better      [by name: accuracy up, loss down]
      Arrange
        --sort KEY          best, last, verdict, time, name or a tag            [best]
        --group REGEX       Merge runs that differ only in this text: mean ± std
        --top N             Show the first N
      Output
        -f, --format F      table, csv, jsonl, json, md, junit, sarif, github
                            [table on a terminal, csv in a pipe]
        -o, --output FILE   The suffix chooses the format
      Work
        -j, --jobs N        Readers at once                                        [2]
        -v, --verbose       Say more
        --[no-]pair         Pair train with validation                            [on]

      Try
        tfevents scan runs --top 5

      Exit status: 0 done, 1 --fail-on matched or no run matched, 2 error

      """
    #expect(Sample.program.help(for: Sample.scan) == expected)
    #expect(expected.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("Long names stand above their text, long texts go on in their column")
  func overlong() {
    let option = Option<String?>.optional(
      "a-very-long-option-name", "PLACEHOLDER", .string, shows: "none",
      help: "It does so much that the words for it do not fit one line of eighty columns, really")
    let short = Option<Bool>.flag("x", help: "Short")
    let command = Command("c", summary: "S", sections: [OptionSection("All", [option, short])])
    #expect(
      Sample.program.help(for: command) == """
        S.

        Usage: tfevents c [options]

        All
          --a-very-long-option-name PLACEHOLDER
               It does so much that the words for it do not fit one line of eighty
               columns, really                                                    [none]
          --x  Short

        """)
  }
}
