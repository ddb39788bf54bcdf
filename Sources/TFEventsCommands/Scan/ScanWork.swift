import Arguments
import Convergence
import LogDirectories
import Reports
import Scalars
import TextFormats
import TrainingRuns

/// Makes the record of a run: reads and judges it, unless an earlier scan had the same files.
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

  /// Counts what is read, if progress is shown.
  mutating func count(on progress: Progress) {
    if progress.isWanted { analyzer.meter = progress.meter }
  }

  /// The digest of a run's record; if a `name` is given, it replaces the run's name and its path.
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
    // Groups need curves, now or in a merge.
    return digest(of: result, withCurve: request.keepsJSON)
  }

  /// The digest for a path without a readable run.
  func failure(_ name: String, _ reason: String) -> ScanDigest? {
    var result = AnalyzedRun(run: name)
    result.error = reason
    return digest(of: result, withCurve: false)
  }

  private func digest(of run: AnalyzedRun, withCurve: Bool) -> ScanDigest? {
    let record = RunRecord(run, withCurve: withCurve)
    var digest = ScanDigest(record, json: record.json, request)
    digest?.unread = run.unread
    digest?.alterations = run.alterations
    return digest
  }

  /// A value that changes if the run's files or the options change.
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
