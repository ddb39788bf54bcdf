import Foundation
import FuzzChecks
import TestSupport
import Testing

/// The inputs kept for a fuzz target: its seeds, and every input that ever failed.
private func inputs(_ target: String) throws -> [(name: String, bytes: [UInt8])] {
  let folder = URL(filePath: Repository.path("Fixtures/fuzz/\(target)"))
  return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
    (name, Array(try Data(contentsOf: folder.appending(path: name))))
  }
}

@Suite("What fuzzing checks holds for every input that is kept")
struct FuzzCorpusTests {
  @Test("Damaged streams of records are read without a contradiction")
  func framer() throws {
    let inputs = try inputs("framer")
    #expect(inputs.count >= 6)
    for input in inputs {
      #expect(throws: Never.self, "\(input.name)") { try FramerCheck.run(input.bytes) }
    }
  }

  @Test("Broken compressed streams are read without a contradiction")
  func inflater() throws {
    let inputs = try inputs("inflater")
    #expect(inputs.count >= 9)
    for input in inputs {
      #expect(throws: Never.self, "\(input.name)") { try InflaterCheck.run(input.bytes) }
    }
  }

  @Test("Damaged logs of blocks are read without a contradiction")
  func blocks() throws {
    let inputs = try inputs("blocks")
    #expect(inputs.count >= 7)
    for input in inputs {
      #expect(throws: Never.self, "\(input.name)") { try BlockLogCheck.run(input.bytes) }
    }
  }

  @Test("An event is read the same whether it looks like the one before or not")
  func decoder() throws {
    let inputs = try inputs("decoder")
    #expect(inputs.count >= 6)
    for input in inputs {
      #expect(throws: Never.self, "\(input.name)") { try DecoderCheck.run(input.bytes) }
    }
  }

  @Test("Archives of any bytes are read without a contradiction")
  func archive() throws {
    let inputs = try inputs("archive")
    #expect(inputs.count >= 8)
    for input in inputs {
      #expect(throws: Never.self, "\(input.name)") { try ArchiveCheck.run(input.bytes) }
    }
  }
}
