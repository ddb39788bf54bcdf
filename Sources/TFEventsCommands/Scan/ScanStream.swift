import Arguments
import LogDirectories
import Reports
import TextFormats
import TrainingRuns

/// `scan --stdin`: one path per line in, one record per line out, in order, each written at once.
///
/// A path with several runs gives a record for each; a path without a run gives a record with the
/// verdict `error`. Runs are named by the path as given, or below `--root`.
struct ScanStream {
  private let work: ScanWork
  private let request: ScanRequest
  private let root: String?
  private let output: String?
  private let options: DiscoveryOptions

  init(
    _ arguments: ParsedArguments, _ request: ScanRequest, now: Double
  ) throws(CommandError) {
    if let format = arguments[ScanOptions.format], format != .jsonl {
      throw .usage(UsageError("--stdin writes records, so -f can only be jsonl"))
    }
    if !arguments[ScanCommand.paths].isEmpty {
      throw .usage(UsageError("--stdin reads its paths from standard input; give no other path"))
    }
    if request.format != .jsonl, arguments[ScanOptions.output] != nil {
      throw .usage(UsageError("--stdin writes JSON Lines: the file of -o must end in .jsonl"))
    }
    work = ScanWork(arguments, request, now: now)
    self.request = request
    root = arguments[ScanCommand.root].map(Self.withoutSlash)
    output = arguments[ScanOptions.output]
    options = DiscoveryOptions(arguments)
  }

  func run(in session: Session) throws(CommandError) -> Outcome {
    var hasFailed = false
    var (count, answered) = (0, 0)
    var isIncomplete = false
    var lines = LineReader(session.input)
    var space = ReadingSpace()
    try session.withAnswer(output) { (answer) throws(CommandError) in
      while let line = try next(&lines) {
        if line.isEmpty { continue }
        for digest in digests(at: LogPath(bytes: line), &space) {
          let unread = digest?.unread ?? []
          for warning in Unread(unread).warnings { session.warn(warning) }
          for sentence in digest?.alterations ?? [] { session.warn("warning: \(sentence)") }
          if !unread.isEmpty { isIncomplete = true }
          guard let kept = digest?.record else { continue }
          count += 1
          answered += kept.verdict == nil ? 0 : 1
          if request.hasFailOn, request.failOn.contains(kept.verdict) { hasFailed = true }
          var buffer = ByteBuffer()
          buffer.append(kept.json)
          buffer.append(byte: 10)
          try answer.drain(&buffer)
        }
      }
    }
    if hasFailed { return .no }
    if count > 0, answered == 0 {
      session.warn("warning: no run could be judged (verdict \"error\")")
      return .incomplete
    }
    return isIncomplete && answered == 0 ? .incomplete : .done
  }

  private func next(_ lines: inout LineReader) throws(CommandError) -> [UInt8]? {
    do throws(InputError) { return try lines.next() } catch {
      throw .unreadableInput(error)
    }
  }

  private func digests(at path: LogPath, _ space: inout ReadingSpace) -> [ScanDigest?] {
    let found = LogDirectory.find([path], options: options)
    let name = name(of: Self.withoutSlash(path.description))
    var digests: [ScanDigest?]
    if let problem = FindingProblem(
      found, paths: [path.description], source: options.source)
    {
      digests = [work.failure(name, problem.error.message)]
    } else if found.runs.count == 1 {
      digests = [work.digest(of: found.runs[0], name: name, &space)]
    } else {
      digests = found.runs.map { run in
        work.digest(of: run, name: run.name == "." ? name : below(name, run.name), &space)
      }
    }
    // Problems of a run that was found are reported with the run.
    let told = Set(digests.flatMap { $0?.unread ?? [] })
    digests[0]?.unread += found.unreadSentences.filter { !told.contains($0) }
    return digests
  }

  private func below(_ name: String, _ run: String) -> String {
    name == "." ? run : name + "/" + run
  }

  private func name(of path: String) -> String {
    guard let root else { return path }
    if path == root { return "." }
    return path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
  }

  private static func withoutSlash(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
