import Arguments
import Convergence
import LogDirectories
import Scalars

/// Options and arguments that mean the same in several commands, each described once.
enum Shared {
  static let paths = Positional<[String]>.repeated(
    "path", .file, help: "Event files, runs, or directories with runs anywhere below")

  static let runs = Option<[Pattern]>.repeated(
    "runs", "PATTERN", .pattern.completed(by: LogCompletion.runs),
    help: "Keep runs whose name matches (glob, or /regex/)")
  static let notRuns = Option<[Pattern]>.repeated(
    "not-runs", "PATTERN", .pattern.completed(by: LogCompletion.runs),
    help: "Drop runs whose name matches")
  static let tags = Option<[Pattern]>.repeated(
    "tag", "PATTERN", .pattern.completed(by: LogCompletion.tags),
    help: "Keep tags that match (glob, or /regex/)")

  static let metric = Option<String?>.optional(
    "metric", "TAG", .string.completed(by: LogCompletion.tags), shows: "eval/loss, else train/loss",
    help: "Which tag to judge by")
  static let train = Option<String?>.optional(
    "train", "TAG", .string.completed(by: LogCompletion.tags),
    shows: "by name: train/loss for eval/loss",
    help: "The training series to compare it with")
  static let direction = Option<Direction?>.oneOf(
    "direction", ["max": .max, "min": .min], shows: "by name: accuracy up, loss down",
    help: "Which way is better")

  /// What is read by default.
  static let usualSource = LogSource.auto
  static let source = Option<LogSource>.value(
    "from", "SOURCE", .choice, default: usualSource, shows: usualSource.rawValue,
    help: LogSource.summary)

  static let tar = Option<Bool>.flag(
    "tar", help: "With path -: read a tar archive, also gzip, from standard input")

  static let overlap = Option<OverlapPolicy>.value(
    "overlap", "POLICY", .choice, default: .resume, shows: "resume",
    help: "Which points to keep when steps were written twice: \(OverlapPolicy.names)")
  static let runPerFile = Option<Bool>.flag(
    "run-per-file", help: "Read each event file as a run of its own")
  static let joinResumed = Option<Bool>.flag(
    "join-resumed", help: "Join runs that continue where a sibling stopped")

  static let output = Option<String?>.optional(
    "output", short: "o", "FILE", .file, help: "Write there instead of standard output")
  static let jobs = Option<Int>.value(
    "jobs", short: "j", "N", .integer(in: 1...256), default: 0, shows: "all cores",
    help: "Threads that read")
  static let verifyPayloads = Option<Bool>.toggle(
    "verify-payloads", default: true,
    help: "Check the checksum of every record's payload. Without it, damage inside payloads is not "
      + "noticed, and images and audio are not read")

  static let colour = Option<ColourChoice>.value(
    "color", "WHEN", .choice, default: .auto, shows: "auto", help: "auto, always or never")
  static let ascii = Option<Bool>.flag("ascii", help: "No characters outside ASCII")

  static let work = OptionSection("Work", [jobs, verifyPayloads])
}

extension ParsedArguments {
  /// The number of threads for each of `count` runs or files, of which several are read at once.
  func threads(perItemOf count: Int) -> Int {
    max(1, threadCount(jobs: self[Shared.jobs]) / max(1, count))
  }
}

/// When to use colors.
enum ColourChoice: String, CaseIterable, Sendable { case auto, always, never }
