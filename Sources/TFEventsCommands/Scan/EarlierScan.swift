import Arguments
import Reports
import TextFormats
import TrainingRuns

/// The records of an earlier scan, from its JSON Lines.
struct EarlierScan {
  /// A record that holds as long as its signature does.
  struct Record: Sendable {
    var signature: String
    var json: [UInt8]
  }

  /// The records by run.
  private(set) var records: [String: Record] = [:]

  /// Reads the records of a file.
  ///
  /// Those of another version of the program, and of runs that could not be read whole, are left out, so
  /// that these runs are read again.
  ///
  /// - Throws: a usage error where the file cannot be read, or a line is no record of a run.
  init(_ path: String, in session: Session) throws(CommandError) {
    let problem: UsageError?
    do throws(InputError) {
      let file = try session.openFile(path)
      defer { file.close() }
      problem = try readAll(file, path)
    } catch {
      throw .usage(UsageError("--since-scan: \(path) cannot be read (\(error.text))"))
    }
    if let problem { throw .usage(problem) }
  }

  /// Takes in all lines up to one that is no record, and says so.
  private mutating func readAll(_ file: InputStream, _ path: String) throws(InputError)
    -> UsageError?
  {
    var lines = LineReader(file)
    var number = 0
    while let line = try lines.next() {
      number += 1
      if line.allSatisfy({ $0 == 32 || $0 == 9 }) { continue }
      guard let problem = add(line) else { continue }
      return UsageError(
        "--since-scan: \(path), line \(number): \(problem)",
        hints: ["--since-scan takes what  tfevents scan -f jsonl  wrote, without --group"])
    }
    return nil
  }

  /// Takes in a line; what is wrong with it, where it is no record of a run.
  private mutating func add(_ line: [UInt8]) -> String? {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.read(line[...]) } catch {
      return "\(error.reason), at byte \(error.offset)"
    }
    if value["group"] != nil { return "this is a group, and no record of a run" }
    if let schema = value["schema"]?.integer, !RunRecord.readableSchemas.contains(schema) {
      return "this is a record of another version (schema \(schema))"
    }
    guard let record = ScanRecord(value, json: [], picking: []) else {
      return "this is no record of a run"
    }
    let wasIncomplete =
      value["incomplete"] == .boolean(true) || value["unreadable_files"]?.integer ?? 0 > 0
    if !wasIncomplete, value["schema"]?.integer == Int64(RunRecord.schema),
      let signature = value["signature"]?.text,
      // Whether it still runs is to be seen now.
      value["state"]?.text != RunState.running.rawValue
    {
      records[record.run] = Record(signature: signature, json: line)
    }
    return nil
  }
}
