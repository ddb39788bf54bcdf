/// One run of a file that holds many.
public struct LogPart: Sendable, Hashable {
  /// What the logger calls the run.
  public var id: String
  /// What people call it; may be empty.
  public var name: String
  /// What it belongs to, such as an experiment; may be empty.
  public var group = ""
  /// When it began, in seconds since the Unix epoch; nil where the file does not say.
  public var start: Double?
}

extension LogSource {
  /// The runs of directories: one each, or as many as stand in their files.
  func runs(of directories: [RunDirectory]) -> [LogicalRun] {
    let runs = LogicalRuns.unfolded(directories)
    guard let parts else { return runs }
    return runs.flatMap { run in
      run.members[0].files.flatMap { file in
        let found = parts(file)
        return (found.isEmpty ? [nil] : found.map { $0 }).map { part in
          var (one, alone) = (run, file)
          alone.part = part
          // What a part takes of the file is not known: together they take it all.
          alone.size = file.size / Int64(max(1, found.count))
          one.members[0].files = [alone]
          one.members[0].isWholeDirectory = false
          return one
        }
      }
    }
  }
}
