import LogDirectories
import Reports
import TextFormats

/// Runs commands of this program for tools: in memory, with no file to write to.
struct ToolDesk {
  /// Seconds since the Unix epoch.
  let now: () -> Double
  /// The directory that may be read.
  let fence: PathFence

  /// How a command ended.
  struct End {
    /// Its exit status.
    let status: Int32
    /// The lines that it wrote to standard error.
    let remarks: [String]

    /// What went wrong.
    var error: ToolError {
      let text = remarks.isEmpty ? "there is no answer" : remarks.joined(separator: "\n")
      return ToolError(shortened(text, to: 2_000))
    }
  }

  /// Runs a command on a path.
  ///
  /// - Parameters:
  ///   - words: The command and its options.
  ///   - path: The path, as the agent gave it.
  ///   - take: Takes the bytes that the command writes; returning false ends the command.
  ///
  /// - Returns: How it ended.
  ///
  /// - Throws: If the path may not be read.
  func run(
    _ words: [String], on path: String, take: @escaping ([UInt8]) -> Bool
  ) throws(ToolError) -> End {
    let path = try fence.admit(path)
    // A lone dash would mean standard input, from which the messages come.
    let operand = path == "-" ? "./-" : path
    var remarks: [UInt8] = []
    let errors = ByteSink { (bytes) throws(OutputError) in
      if remarks.count < Self.mostRemarks { remarks += bytes }
    }
    let output = ByteSink { (bytes) throws(OutputError) in if !take(bytes) { throw .closed } }
    let status = tfevents(words + ["--", operand], output: output, errors: errors)
    let lines = String(decoding: remarks, as: UTF8.self).split(separator: "\n").map(String.init)
    return End(status: status, remarks: lines)
  }

  /// Runs a command that writes JSON Lines.
  ///
  /// - Throws: The command's error message, if it wrote no output because of an error.
  func records(
    _ words: [String], on path: String, take: @escaping (JSONValue) -> Bool
  ) throws(ToolError) -> End {
    var pending: [UInt8] = []
    var count = 0
    let end = try run(words, on: path) { bytes in
      pending += bytes
      var start = 0
      while let end = pending[start...].firstIndex(of: 10) {
        guard let record = try? JSONReader.read(pending[start..<end]) else { return false }
        start = end + 1
        count += 1
        if !take(record) { return false }
      }
      pending.removeFirst(start)
      return true
    }
    if count == 0, end.status > 1 { throw end.error }
    return end
  }

  private static let mostRemarks = 1 << 16

  /// Runs this program with some words; it has no input, may write no file and sees no environment
  /// variables.
  private func tfevents(_ words: [String], output: ByteSink, errors: ByteSink) -> Int32 {
    TFEventsCommands.run(
      Session(
        arguments: words, environment: { $0 == "LANG" ? "C.UTF-8" : nil },
        output: OutputStream(isTerminal: false, columns: nil, sink: output),
        errors: OutputStream(isTerminal: false, columns: nil, sink: errors),
        createFile: { (_) throws(OutputError) in throw .closed }, now: now))
  }
}
