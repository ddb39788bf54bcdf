import EventFiles
import LogDirectories

extension LogDirectories.RunReport {
  /// What a user should be told of a run's files, a line each: which, what, what was done, what to type.
  func warnings(run: String) -> [String] {
    var lines = files.compactMap { file -> String? in
      let path = file.file.path.description
      if let failure = file.failure { return "warning: \(failure)" }
      if file.outcome.tail?.kind == .notAnEventFile {
        return
          "warning: \(path) is not an event file: no record header in its \(file.file.size) bytes"
      }
      if file.file.size == 0 { return "warning: \(path) is empty" }
      return nil
    }
    let damaged = files.reduce(0) { $0 + $1.outcome.skippedStretches }
    let records = files.reduce(0) { $0 + $1.outcome.records }
    if damaged > 0 {
      let stretches = damaged == 1 ? "1 damaged stretch" : "\(damaged) damaged stretches"
      lines.append(
        "warning: \(run): skipped \(stretches), \(records) records are good"
          + "  (tfevents verify says where)")
    }
    return lines
  }
}

extension FileOutcome {
  /// Damage that reading passed over in a file that is one.
  fileprivate var skippedStretches: Int {
    tail?.kind == .notAnEventFile ? 0 : damagedRecords
  }
}

extension Run {
  /// The name of the directory of a member, as TensorBoard names the run that it would see there.
  func directoryName(ofMember member: String) -> String {
    if member.isEmpty { return name }
    return name == "." ? member : name + "/" + member
  }
}
