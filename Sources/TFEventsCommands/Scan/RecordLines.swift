import Arguments
import Reports
import TextFormats

/// A record of a run, from a line that a scan wrote.
struct RecordLine {
  /// The record as JSON.
  let value: JSONValue
  /// The record in the form that ranking needs.
  let record: ScanRecord
  /// Its bytes.
  let json: [UInt8]
}

extension Session {
  /// Reads records of runs, one per line.
  ///
  /// - Parameters:
  ///   - path: The file; a dash is standard input.
  ///   - reader: The command or option that reads them, for error messages.
  ///   - shards: Receives which parts of a scan were read to their end.
  ///   - take: Receives each record.
  ///
  /// - Throws: a usage error if the file cannot be read, or if a line is not the record of a run.
  func readRecords(
    _ path: String, for reader: String, shards: inout Shards, take: (RecordLine) -> Void
  ) throws(CommandError) {
    let problem: UsageError?
    do throws(InputError) {
      problem = try firstProblem(path, for: reader, &shards, take)
    } catch {
      problem = UsageError("\(reader): \(path) cannot be read (\(error.text))")
    }
    if let problem { throw .usage(problem) }
  }

  private func firstProblem(
    _ path: String, for reader: String, _ shards: inout Shards, _ take: (RecordLine) -> Void
  ) throws(InputError) -> UsageError? {
    let file = path == "-" ? input : try openFile(path)
    defer { file.close() }
    var lines = LineReader(file)
    var number = 0
    while let line = try lines.next() {
      number += 1
      if line.allSatisfy({ $0 == 32 || $0 == 9 }) { continue }
      switch RecordLine.read(line) {
      case .success(.run(let record)): take(record)
      case .success(.end(let shard)): shards.add(shard)
      case .failure where lines.isCut && shards.acceptsCuts && line.starts(with: Shards.beginning):
        shards.cuts.append((path: path, line: number))
      case .failure(let flaw):
        return UsageError(
          "\(reader): \(path), line \(number): \(flaw.text)",
          hints: ["\(reader) takes what  tfevents scan -f jsonl  writes, without --group"])
      }
    }
    return nil
  }
}

extension RecordLine {
  /// Why a line is not the record of a run.
  struct Flaw: Error {
    let text: String
  }

  /// The kind of a line.
  enum Kind {
    /// A record of a run.
    case run(RecordLine)
    /// The end of a part of a scan.
    case end(Shard)
  }

  /// Reads a line.
  static func read(_ line: [UInt8]) -> Result<Kind, Flaw> {
    let value: JSONValue
    do throws(JSONError) { value = try JSONReader.read(line[...]) } catch {
      return .failure(Flaw(text: "\(error.reason), at byte \(error.offset)"))
    }
    if let shard = Shard(mark: value) { return .success(.end(shard)) }
    if value["group"] != nil {
      return .failure(Flaw(text: "this is a group, not the record of a run"))
    }
    if let schema = value["schema"]?.integer, !RunRecord.readableSchemas.contains(schema) {
      return .failure(Flaw(text: "this is a record of another version (schema \(schema))"))
    }
    guard let record = ScanRecord(value, json: [], picking: []) else {
      return .failure(Flaw(text: "this is not the record of a run"))
    }
    return .success(.run(RecordLine(value: value, record: record, json: line)))
  }
}
