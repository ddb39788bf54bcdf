import Reports
import Scalars
import TextFormats
import TrainingRuns

/// The records of an earlier scan, from its JSON Lines.
struct EarlierScan {
  /// A record that is valid as long as its signature is unchanged.
  struct Record: Sendable {
    var signature: String
    /// The run's name in that scan.
    var run: String
    var json: [UInt8]
  }

  /// The records by path.
  private(set) var records = NamedValues<Record>()

  /// Reads the records of a file.
  ///
  /// Records of another version of the program, and of runs that could not be read completely, are
  /// left out, so that these runs are read again.
  ///
  /// - Throws: a usage error if the file cannot be read, or if a line is not the record of a run.
  init(_ path: String, in session: Session) throws(CommandError) {
    var records = NamedValues<Record>()
    var shards = Shards()
    try session.readRecords(path, for: "--since-scan", shards: &shards) { line in
      guard Self.holds(line.value), let signature = line.value["signature"]?.text else { return }
      records[line.record.path] = Record(
        signature: signature, run: line.record.run, json: line.json)
    }
    self.records = records
  }

  /// Whether a record can be reused while the files of its run stay the same.
  private static func holds(_ value: JSONValue) -> Bool {
    let wasIncomplete =
      value["incomplete"] == .boolean(true) || value["unreadable_files"]?.integer ?? 0 > 0
    // Whether it is still running must be determined now.
    return !wasIncomplete && value["schema"]?.integer == Int64(RunRecord.schema)
      && value["state"]?.text != RunState.running.rawValue
  }
}
