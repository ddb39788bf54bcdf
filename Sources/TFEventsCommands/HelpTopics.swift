import Arguments
import LogDirectories
import Reports

/// Help pages that belong to no command; at most 72 columns wide, because a manual page indents
/// them.
enum HelpTopics {
  static let all = [verdicts, logs, formats, exitCodes]

  static let verdicts = HelpTopic(
    "verdicts", summary: "What the eight verdicts mean",
    text: """
      Every run gets one of eight verdicts.

        ↘  improving        50 % more steps should bring a gain that is
                            worth having (1 %) and visible above the noise
        ✓  converged        flat after real progress; the rest of the
                            learning-rate schedule is not likely to
                            bring more
        ~  plateaued        flat, but the learning rate still has room, or
                            hardly anything was ever learned
        ✗  overfitting      validation has left its best level for good
                            while training went on getting better
        ↗  worsening        has left its best level by more than noise and
                            1 %, and is not on its way back
        ✗  diverged         ends in NaN, gave back half of its progress,
                            or rose to ten times its start
        ?  undecidable      the noise hides any gain that would be worth
                            having
        ?  too little data  fewer points than a verdict needs

      In data files, "too little data" is written too-little-data, and a
      run that cannot be judged has the verdict error and a reason. On a
      terminal without Unicode the signs are v, ok, ~, X, /, X, ? and ?.

      Flags are remarks beside a verdict: spikes (^), oscillation, epoch
      stairs, resumed, non-finite values, a learning rate near 0.
      Some flags mean that the curve alone would give a wrong verdict:
      exactly-zero, exactly-constant, constant-train, frozen-evaluation,
      broken-evaluation, broken-train, range-test, scale-jump,
      rising-weight. They are listed first. In a scan also
      behind-siblings: flat, with less than half of the progress of the
      best sibling.

      A level is the mean over the last 10 % of the steps so far. The best
      value is a single point. Judged by: --metric, else a validation
      loss with a training loss of the same kind, else any validation
      loss, else the training loss.
      """)

  static let logs = HelpTopic(
    "logs", summary: "The logs that are read, and the versions they were tried with",
    text: """
      TensorBoard event files are read first. If a training has none,
      the log of another logger is read. --from chooses one kind.

      \(logKinds)

      The versions were tested: the numbers read from real logs of each
      were compared with the logger's own numbers.

      Axolotl, TRL and Unsloth train with Transformers' Trainer: hf reads
      their states. text reads the console output of trainers, but only
      from a file given by its path, or with --from text. It was tested
      with Transformers 4.46.3 and 5.24.0, torchtune 0.6.1, NeMo 2.2.1
      and 2.7.3, and Megatron Bridge 0.3.1, which prints like
      Megatron-LM. Transformers prints no step: it is taken from the
      progress bars. If there are no bars, the losses are numbered, and
      that number is the step.

      Event files, and logs of W&B and SwanLab, have checksums: verify
      checks them, and whether the lines of the other files can be read.
      W&B and SwanLab write blocks of 32 KiB, so watch sees their last
      points late. A database is only read; MLflow and Trackio keep many
      runs in one.

      A W&B, SwanLab or MLflow run and event files in its folder are one
      training if the files were begun at most 30 minutes after the run.
      So are the run and trainer states in the folder of its output_dir.
      """)

  /// One line per source: its name and its files, and the tested versions.
  private static let logKinds = LogSource.allCases.compactMap { source -> String? in
    guard let files = source.files, !source.isAutomatic else { return nil }
    let line = "  " + padded(source.rawValue, to: 14) + padded(files, to: 30)
    return source.tried.map { line + $0 } ?? String(line.reversed().drop { $0 == " " }.reversed())
  }.joined(separator: "\n")

  static let formats = HelpTopic(
    "formats", summary: "The formats that are read and written, and their readers",
    text: """
      read
        event files, plain, gzip or zlib; other loggers' files (--from)
        .tar, .tar.gz, .tgz, .zip given as a path: read like a directory,
        without unpacking; archives inside a folder are only counted
        --tar -     a tar archive, also gzip, on standard input:
                    ssh gpu1 tar c runs | tfevents scan --tar -
                    logs above 64 MiB are kept in a temporary file
                    in TMPDIR, else in /var/tmp

      scan and merge  (-f, or the suffix of -o)
      \(scanFormats)

      export  (-f, or the suffix of -o; .gz after it compresses)
      \(pointFormats)
        --like tensorboard   Wall time,Step,Value, like its CSV download
        --like tbparse       step,tag,value,dir_name

      Numbers have the fewest digits that read back as the same number in
      the type they were stored in. CSV writes nan, inf and -inf. JSON
      writes null instead, and the text in an extra key such as value_text.
      Wall times are seconds since 1970 in UTC.

      The keys of records do not change within a schema: "schema":2.
      curve_steps and curve hold the judged series as at most 128 points; a
      group has curve_mean, curve_std and curve_count over its runs.
      """)

  /// One line each: the name, and a description.
  private static let pointFormats = PointFormat.allCases.map { format in
    "  " + padded(format.rawValue, to: 12) + format.summary
  }.joined(separator: "\n")

  /// One line each: the name, a description, and the suffix of files if it differs from the name.
  private static let scanFormats = ScanFormat.allCases.map { format in
    let line = "  " + padded(format.rawValue, to: 12) + format.summary
    guard let ending = format.endings.first, ending != "." + format.rawValue else { return line }
    return padded(line, to: 57) + "(\(ending))"
  }.joined(separator: "\n")

  static let exitCodes = HelpTopic(
    "exit-codes", summary: "What each exit status means",
    text: """
      0    done, even if a run diverged: analyze has answered the question
      1    the answer is "no": --fail-on matched, verify found damage,
           nothing matched
      2    error: the command line, a path, or the output; verify and export
           also end with 2 if something could not be read
      130  interrupted (Ctrl-C); 129, 131 and 143: ended by another signal

      In CI:  tfevents scan runs --fail-on diverged,overfitting,error
      """)
}
