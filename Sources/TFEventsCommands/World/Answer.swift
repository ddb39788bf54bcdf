import Arguments
import TextFormats

/// The destination of a command's answer: standard output, or the file named with `-o`.
struct Answer {
  private final class State {
    var isWithheld = false
  }

  private let sink: ByteSink
  private let state = State()

  init(_ sink: ByteSink) { self.sink = sink }

  /// Whether an existing output file is kept as it is.
  var isWithheld: Bool { state.isWithheld }

  /// Keeps the old file: there is nothing to replace it with.
  func withhold() { state.isWithheld = true }

  /// Writes text at once.
  func write(_ text: String) throws(CommandError) {
    var buffer = ByteBuffer()
    buffer.append(text)
    try drain(&buffer)
  }

  /// Writes pieces of text one after another, in chunks.
  func write(_ pieces: some Sequence<ByteBuffer>) throws(CommandError) {
    var buffer = ByteBuffer()
    for piece in pieces {
      buffer.append(piece.bytes)
      try drainIfFull(&buffer)
    }
    try drain(&buffer)
  }

  /// Takes all bytes out of a buffer.
  func drain(_ buffer: inout ByteBuffer) throws(CommandError) {
    do throws(OutputError) { try sink.drain(&buffer) } catch { throw .output(error) }
  }

  /// Takes the bytes out of a buffer if they make a chunk.
  func drainIfFull(_ buffer: inout ByteBuffer) throws(CommandError) {
    do throws(OutputError) { try sink.drainIfFull(&buffer) } catch { throw .output(error) }
  }
}

extension Session {
  /// Calls `body` with the destination of the answer; a file is compressed if its name ends in
  /// `.gz`.
  ///
  /// An existing file is replaced only when everything has been written.
  func withAnswer(
    _ path: String?, _ body: (Answer) throws(CommandError) -> Void
  ) throws(CommandError) {
    guard let path, path != "-" else { return try body(Answer(output.sink)) }
    let file = try fileToWrite(path)
    let gzip = OutputName(path).isCompressed ? GzipSink(file.sink) : nil
    let answer = Answer(gzip?.sink ?? file.sink)
    do throws(CommandError) { try body(answer) } catch {
      file.abandon()
      throw error
    }
    if answer.isWithheld { return file.abandon() }
    do throws(OutputError) {
      try gzip?.finish()
      try file.close()
    } catch {
      file.abandon()
      throw .output(error)
    }
  }

  /// Begins a file that replaces the one at a path when it is closed.
  func fileToWrite(_ path: String) throws(CommandError) -> OutputFile {
    do throws(OutputError) { return try createFile(path) } catch {
      throw .usage(
        UsageError(
          "\(path) cannot be written (\(error.text))", hints: ["-o names a file to be written"]))
    }
  }
}
