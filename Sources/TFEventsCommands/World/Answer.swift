import Arguments
import TextFormats

/// Where a command's answer goes: standard output, or the file named with `-o`.
struct Answer {
  private let sink: ByteSink

  init(_ sink: ByteSink) { self.sink = sink }

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

  /// Takes all bytes of a buffer away.
  func drain(_ buffer: inout ByteBuffer) throws(CommandError) {
    do throws(OutputError) { try sink.drain(&buffer) } catch { throw .output(error) }
  }

  /// Takes the bytes of a buffer away if they make a chunk.
  func drainIfFull(_ buffer: inout ByteBuffer) throws(CommandError) {
    do throws(OutputError) { try sink.drainIfFull(&buffer) } catch { throw .output(error) }
  }
}

extension Session {
  /// Hands `body` the place where the answer goes, and closes a file after it; a file may be compressed.
  func withAnswer(
    _ path: String?, compressed: Bool = false, _ body: (Answer) throws(CommandError) -> Void
  ) throws(CommandError) {
    guard let path, path != "-" else { return try body(Answer(output.sink)) }
    let file: OutputFile
    do throws(OutputError) { file = try createFile(path) } catch {
      throw .usage(
        UsageError("\(path) cannot be written", hints: ["-o names a file to be written"]))
    }
    if compressed {
      let gzip = GzipSink(file.sink)
      try body(Answer(gzip.sink))
      do throws(OutputError) { try gzip.finish() } catch { throw .output(error) }
    } else {
      try body(Answer(file.sink))
    }
    do throws(OutputError) { try file.close() } catch { throw .output(error) }
  }
}
