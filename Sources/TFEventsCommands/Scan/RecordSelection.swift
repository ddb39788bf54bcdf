import Arguments
import Reports
import TextFormats

/// Which keys of a run's record a scan writes.
enum RecordSelection: Sendable, Equatable {
  case all
  /// The most used keys, if they have values, as in the answers of the MCP tool `scan`.
  case brief
  case keys([String])

  /// The selection given on the command line.
  ///
  /// - Throws: a usage error if options contradict each other or the format.
  init(_ arguments: ParsedArguments, writesRecords: Bool) throws(CommandError) {
    let keys = arguments[ScanOptions.fields]
    let isBrief = arguments[ScanOptions.brief]
    self = isBrief ? .brief : keys.isEmpty ? .all : .keys(keys)
    if self == .all { return }
    let option = isBrief ? "--brief" : "--fields"
    if isBrief, !keys.isEmpty {
      throw .usage(UsageError("--brief and --fields exclude each other"))
    }
    if !writesRecords {
      throw .usage(UsageError("\(option) chooses keys of records: add -f jsonl or -f json"))
    }
    if arguments[ScanOptions.group] != nil {
      throw .usage(UsageError("\(option) chooses keys of runs' records, and --group writes none"))
    }
  }

  /// The chosen part of a record.
  func json(of record: [UInt8]) -> [UInt8] {
    guard self != .all, let value = try? JSONReader.read(record[...]) else { return record }
    var json = JSONWriter()
    switch self {
    case .all: break
    case .brief: json.value(.object(value.brief))
    case .keys(let keys): json.value(.object(value.picked(keys) ?? []))
    }
    return json.buffer.bytes
  }
}
