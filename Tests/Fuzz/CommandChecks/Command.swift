import TFEventsCommands
import TextFormats

/// An outcome of a command that no command may have.
struct BrokenPromise: Error, CustomStringConvertible {
  let description: String
}

/// A command run in this process, with any input.
struct Command {
  let words: [String]
  let status: Int32
  let output: [UInt8]
  let errors: [UInt8]

  /// Runs the program with these arguments, bytes on standard input, and a file that opens under
  /// any name.
  init(_ words: [String], input: [UInt8] = [], file: [UInt8] = []) throws {
    self.words = words
    let (out, err) = (Captured(), Captured())
    status = run(
      Session(
        arguments: words, environment: { _ in nil },
        output: OutputStream(isTerminal: false, columns: nil, sink: out.sink),
        errors: OutputStream(isTerminal: false, columns: nil, sink: err.sink),
        input: Self.stream(input), openFile: { (_) throws(InputError) in Self.stream(file) },
        createFile: { (_) throws(OutputError) in
          OutputFile(sink: Captured().sink, close: { () throws(OutputError) in })
        },
        now: { 1_800_000_000 }))
    (output, errors) = (out.bytes, err.bytes)
    guard (0...2).contains(status) else { throw broken("status \(status)") }
    // The answer may be empty only if that is the answer, or if a message was printed.
    guard status != 2 || !errors.isEmpty || !output.isEmpty else { throw broken("nothing is said") }
  }

  /// Checks that the output is one JSON value per line.
  func checkLines() throws {
    for line in output.split(separator: UInt8(ascii: "\n")) {
      do throws(JSONError) { _ = try JSONReader.read(line) } catch {
        throw broken("a line is no JSON: \(error.reason)")
      }
    }
  }

  private func broken(_ what: String) -> BrokenPromise {
    BrokenPromise(description: "\(words.joined(separator: " ")): \(what)")
  }

  private static func stream(_ bytes: [UInt8]) -> InputStream {
    var rest = bytes.isEmpty ? [] : [bytes]
    return InputStream(read: { () throws(InputError) in rest.popLast() ?? [] })
  }

  private final class Captured {
    var bytes: [UInt8] = []
    var sink: ByteSink { ByteSink { (more) throws(OutputError) in self.bytes += more } }
  }
}
