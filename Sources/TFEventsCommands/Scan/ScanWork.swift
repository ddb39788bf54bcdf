import Arguments
import Convergence
import LogDirectories
import Reports
import Scalars
import TextFormats
import TrainingRuns

/// Makes the record of a run: reads and judges it, unless an earlier scan has the same files.
struct ScanWork: Sendable {
  private var analyzer: RunAnalyzer
  private let request: ScanRequest
  private let settings: String
  /// The records of an earlier scan, by path.
  var earlier = NamedValues<EarlierScan.Record>()

  init(_ arguments: ParsedArguments, _ request: ScanRequest, now: Double) {
    self.request = request
    analyzer = RunAnalyzer(arguments)
    analyzer.now = now
    settings = Self.settings(arguments)
  }

  /// Counts what is read where it is shown.
  mutating func count(on progress: Progress) {
    if progress.isWanted { analyzer.meter = progress.meter }
  }

  /// What is kept of a run's record, under its own name or another, which is its path then, too.
  func digest(
    of run: Run, name: String? = nil, _ space: inout ReadingSpace
  ) -> ScanDigest? {
    let path = name ?? run.path
    let signature = signature(of: run)
    if let known = earlier[path], known.signature == signature,
      let digest = ScanDigest(
        renamed(known.json, of: path, from: known.run, to: name ?? run.name), request)
    {
      analyzer.meter?.add(bytes: run.size)
      return digest
    }
    var result = analyzer.analyze(run, in: &space)
    (result.run, result.path) = (name ?? run.name, path)
    result.signature = signature
    // Groups are made of curves, now or by a merge.
    return digest(of: result, withCurve: request.keepsJSON)
  }

  /// What is kept of a path that holds no run that can be read.
  func failure(_ name: String, _ reason: String) -> ScanDigest? {
    var result = AnalyzedRun(run: name)
    result.error = reason
    return digest(of: result, withCurve: false)
  }

  private func digest(of run: AnalyzedRun, withCurve: Bool) -> ScanDigest? {
    let record = RunRecord(run, withCurve: withCurve)
    var digest = ScanDigest(record, json: record.json, request)
    digest?.unread = run.unread
    return digest
  }

  /// What stays the same only as long as neither the run's files nor the options change.
  private func signature(of run: Run) -> String {
    var hash = StableHash()
    hash.add(settings)
    for member in run.members {
      hash.add(member.name)
      for file in member.files {
        hash.add(file.path.lastComponent.description)
        hash.add("\(file.size) \(file.modified)")
      }
    }
    return hash.text
  }

  private static func settings(_ arguments: ParsedArguments) -> String {
    [
      program.version, "\(RunRecord.revision)", arguments[Shared.metric] ?? "",
      arguments[Shared.train] ?? "",
      arguments[Shared.direction]?.rawValue ?? "", arguments[Shared.overlap].rawValue,
      arguments[Shared.verifyPayloads] ? "" : "unverified",
      arguments[Shared.tags].map(\.text).joined(separator: " "),
    ].joined(separator: "\n")
  }
}
