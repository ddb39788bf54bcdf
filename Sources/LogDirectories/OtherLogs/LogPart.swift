/// One run in a file that holds many.
public struct LogPart: Sendable, Hashable {
  /// The logger's name for the run.
  public var id: String
  /// The name that people gave it; may be empty.
  public var name: String
  /// The name of its group, such as an experiment; may be empty.
  public var group = ""
  /// When it began, in seconds since the Unix epoch; nil if the file does not say.
  public var start: Double?
}

extension LogSource {
  /// The runs of directories: one each, or as many as their files contain.
  func runs(of directories: [RunDirectory]) -> [LogicalRun] {
    let runs = LogicalRuns.unfolded(directories)
    guard let parts else { return runs }
    return runs.flatMap { run in
      run.members[0].files.flatMap { file in
        let found = parts(file)
        return (found.isEmpty ? [nil] : found.map { $0 }).map { part in
          var (one, alone) = (run, file)
          alone.part = part
          // The size of each part is unknown: together the parts have the size of the file.
          alone.size = file.size / Int64(max(1, found.count))
          one.members[0].files = [alone]
          one.members[0].isWholeDirectory = false
          return one
        }
      }
    }
  }
}
