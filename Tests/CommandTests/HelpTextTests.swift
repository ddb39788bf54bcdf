import Testing

@Suite("Help fits into 80 columns and says what there is")
struct HelpTextTests {
  @Test("The program's help", arguments: [["--help"], ["-h"], ["help"], []])
  func program(words: [String]) {
    let run = CommandRun(words)
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(
      run.output == """
        Read TensorBoard event files and say whether training converged.

        Usage: tfevents <command> [options] <path>...

        See
          analyze       Verdict, evidence and best step for each run
          scan          Rank and filter many runs
          merge         Join the parts of a scan
          watch         Follow runs as they train
          plot          Draw curves in the terminal, or as SVG or HTML
          serve         Show verdicts in a browser, also through ssh -L
        Extract
          export        Scalars as CSV, JSONL, SQLite, event file …
          tags          List runs and tags
        Check
          verify        Check every record's checksums
          repair        Copy the good records of a damaged file
          doctor        Say what tfevents sees: terminal, colors, version, paths
        Set up
          completions   Print completions for bash, zsh or fish
          manual        Print a manual page
          mcp           Serve agents: a Model Context Protocol server

        Try
          tfevents analyze runs/my-run
          tfevents scan runs --sort eval/loss --top 20
          tfevents export runs --tag '*loss*' > loss.csv

        Every command has --help. Guide: tfevents help verdicts|logs|formats|exit-codes
        Manual: tfevents manual | man -l -

        """)
  }

  @Test("The help of scan", arguments: [["scan", "--help"], ["scan", "-h"], ["help", "scan"]])
  func scan(words: [String]) {
    let run = CommandRun(words)
    #expect(run.status == 0)
    #expect(
      run.output == """
        Rank many runs by how well they trained.

        Usage: tfevents scan [options] [<path>...]

        Choose runs
          --runs PATTERN          Keep runs whose name matches (glob, or /regex/)
          --not-runs PATTERN      Drop runs whose name matches
          --verdict LIST          Keep runs with these verdicts, such as
                                  converged,plateaued
          --where EXPR            Keep runs by a condition: 'best < 0.8 and lr <= 1e-4'
          --since AGE             Keep runs with an event in the last 2d, 6h or 30m
          --from SOURCE           auto (event files, else others), tensorboard, hf
                                  (trainer_state.json), csv (metrics.csv), llamafactory
                                  (trainer_log.jsonl), ultralytics (results.csv),
                                  mmengine (scalars.json), ray (result.json), sb3
                                  (progress.csv), keras (CSVLogger's *.csv), wandb
                                  (run-*.wandb), swanlab (run-*.swanlab), mlflow
                                  (mlflow.db), mlruns (mlruns/*/*/meta.yaml), trackio
                                  (trackio's *.db), dvclive (dvclive/plots/metrics),
                                  text (*.log, *.out, *.txt), points (rows on stdin,
                                  path -)                                         [auto]
          --tar                   With path -: read a tar archive, also gzip, from
                                  standard input
          --run-per-file          Read each event file as a run of its own
        Choose the metric
          --metric TAG            Which tag to judge by     [eval/loss, else train/loss]
          --train TAG             The training series to compare it with
                                  [by name: train/loss for eval/loss]
          --max, --min            Which way is better  [by name: accuracy up, loss down]
          --tag PATTERN           Keep tags that match (glob, or /regex/)
        Steps written twice
          --overlap POLICY        Which points to keep when steps were written twice:
                                  resume, raw, tensorboard, rustboard or append
                                  [resume]
        Arrange
          --sort KEY              best, last, verdict, time, name or a tag        [best]
          --group REGEX           Merge runs that differ only in this text: mean ± std
          --group-by LIST         Merge runs with the same values of these, such as
                                  lr,width
          --over LIST             Merge runs whose hyperparameters differ only in these,
                                  such as seed
          --baseline RUN          Add a column: best value relative to this run's, in
                                  percent
          --columns LIST          Hyperparameters or other fields to add
          --top N                 Show the first N
        Output
          -f, --format F          table, csv, jsonl, json, md, latex, junit, sarif,
                                  github, prometheus
                                  [table on a terminal, csv in a pipe]
          -o, --output FILE       Write to FILE; its suffix chooses the format
          --brief                 With -f jsonl: only the most used keys, with short
                                  numbers
          --fields LIST           With -f jsonl: only these keys, such as verdict,best
          --color WHEN            auto, always or never                           [auto]
          --ascii                 No characters outside ASCII
        Work
          -j, --jobs N            Threads that read                          [all cores]
          --[no-]verify-payloads  Check the checksum of every record's payload. Without
                                  it, damage inside payloads is not noticed, and images
                                  and audio are not read                            [on]
          --shard I/N             Do part I of N (Slurm arrays); join with tfevents
                                  merge
          --since-scan FILE       Take unchanged runs from an earlier scan's JSONL
          --stdin                 Read one path per line from standard input; write one
                                  record per line
          --root DIR              With --stdin: name runs by their path below DIR
          --fail-on LIST          Exit 1 if a run has one of these verdicts

        Try
          tfevents scan runs --sort eval/loss --top 20
          tfevents scan runs --group 'seed\\d+' --baseline 'sft-lr2e-4*' --columns lr
          tfevents scan runs --where 'best < 0.8 and lr <= 1e-4' -f jsonl > good.jsonl
          ssh gpu1 tar c runs | tfevents scan --tar -
          I=$SLURM_ARRAY_TASK_ID; tfevents scan runs --shard $I/8 -o part-$I.jsonl

        Exit status
          0  done
          1  --fail-on matched or no run matched
          2  error, or no run could be judged

        """)
  }

  @Test("What a command may end with stands in lines of its own where it is long")
  func exitStatuses() {
    #expect(
      CommandRun("verify", "--help").output.hasSuffix(
        """

        Exit status
          0  no damage (an incomplete last record, as in a file still being written, is
             not damage)
          1  a file is damaged or is not a log
          2  error, or something could not be read

        """))
  }

  @Test("No line is longer than 80 columns, and those of topics leave room for a manual's margin")
  func widths() {
    let help = CommandRun("--help").output
    var pages = [("", help, 80)]
    for line in help.split(separator: "\n") where line.hasPrefix("  ") {
      let word = String(line.split(separator: " ")[0])
      if word != "tfevents" { pages.append((word, CommandRun(word, "--help").output, 80)) }
    }
    for topic in ["verdicts", "logs", "formats", "exit-codes"] {
      pages.append((topic, CommandRun("help", topic).output, 72))
    }
    #expect(pages.count == 19)
    for (name, text, width) in pages {
      #expect(!text.isEmpty, "\(name)")
      for line in text.split(separator: "\n") { #expect(line.count <= width, "\(name): \(line)") }
    }
  }

  @Test("Words that are no command are answered with one")
  func wrongCommands() throws {
    #expect(
      CommandRun("anlyze", "runs").errors
        == "error: unknown command \"anlyze\"\n  did you mean  tfevents analyze ?\n")
    #expect(
      CommandRun("xyzzy").errors == """
        error: unknown command "xyzzy"
          commands  analyze, scan, merge, watch, plot, serve, export, tags, verify,
                    repair, doctor, completions, manual, mcp

        """)
    #expect(
      CommandRun("--verison").errors
        == "error: unknown option --verison\n  did you mean  tfevents --version ?\n")
    #expect(
      CommandRun("Tests", "--verbose").errors
        == "error: no command before Tests\n  did you mean  tfevents analyze Tests --verbose ?\n",
      "tests run in the package's directory")
    #expect(
      CommandRun("runs/my run").errors
        == "error: no command before runs/my run\n"
        + "  did you mean  tfevents analyze 'runs/my run' ?\n")
  }
}
