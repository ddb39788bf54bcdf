import Foundation
import Reports
import TFEventsCommands
import TextFormats

/// A command that ran in this process, with its output.
struct CommandRun {
  let status: Int32
  let output: String
  let errors: String

  /// Runs the program with these arguments.
  ///
  /// - Parameters:
  ///   - words: The command line, without the program's name.
  ///   - columns: The width of the terminal on standard output; nil for a pipe.
  ///   - environment: The environment variables.
  ///   - input: The content of standard input, in the pieces in which it arrives.
  init(
    _ words: String..., columns: Int? = nil, environment: [String: String] = [:],
    input: [[UInt8]] = []
  ) {
    self.init(words, columns: columns, environment: environment, input: input)
  }

  /// The same, with the arguments in an array.
  init(
    _ words: [String], columns: Int? = nil, environment: [String: String] = [:],
    input: [[UInt8]] = []
  ) {
    let out = Captured()
    let err = Captured()
    status = run(
      Session(
        arguments: words, environment: { environment[$0] },
        output: OutputStream(isTerminal: columns != nil, columns: columns, sink: out.sink),
        errors: OutputStream(isTerminal: false, columns: nil, sink: err.sink),
        input: Self.stream(input),
        openFile: { (path) throws(InputError) in
          guard let bytes = FileManager.default.contents(atPath: path) else {
            throw InputError(code: 2)
          }
          return Self.stream([[UInt8](bytes)])
        },
        createFile: { (path) throws(OutputError) in
          let file = Captured()
          return OutputFile(
            sink: file.sink,
            close: { () throws(OutputError) in
              let url = URL(fileURLWithPath: path)
              do { try Data(file.bytes).write(to: url) } catch { throw .failed(code: 2) }
            })
        },
        now: { 1_800_000_000 }))
    output = String(decoding: out.bytes, as: UTF8.self)
    errors = String(decoding: err.bytes, as: UTF8.self)
  }

  /// A stream that returns pieces of bytes, one per call.
  private static func stream(_ pieces: [[UInt8]]) -> TFEventsCommands.InputStream {
    var rest = pieces.filter { !$0.isEmpty }
    return TFEventsCommands.InputStream(read: { () throws(InputError) in
      rest.isEmpty ? [] : rest.removeFirst()
    })
  }

  /// The lines of the output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The values of the `key: value` lines.
  var values: [String: String] {
    var values: [String: String] = [:]
    for line in lines {
      guard let colon = line.range(of: ": ") else { continue }
      values[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
    }
    return values
  }

  private final class Captured: @unchecked Sendable {
    var bytes: [UInt8] = []
    var sink: ByteSink { ByteSink { (more) throws(OutputError) in self.bytes += more } }
  }
}
