import Foundation
import TestSupport
import Testing

@Suite("repair")
struct RepairTests {
  /// A file of ten points, of which the middle one is damaged, and its good records.
  private func damaged() -> (bytes: [UInt8], good: [UInt8]) {
    var writer = EventFileWriter()
    for step in 1...10 { writer.scalar(step: Int64(step), 1) }
    let (start, end) = (writer.offsets[5], writer.offsets[6])
    var bytes = writer.bytes
    bytes[start + 14] ^= 1
    return (bytes, Array(writer.bytes[..<start] + writer.bytes[end...]))
  }

  private func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  @Test(
    "The good records stand in the new file, what was left out is told, the old file is as it was")
  func repairs() throws {
    let folder = TemporaryFolder()
    let (bytes, good) = damaged()
    let input = try folder.write(bytes, to: "in.tfevents.1")
    let output = folder.path + "/out.tfevents.1"
    let run = CommandRun("repair", input, "-o", output)
    #expect(run.status == 0)
    #expect(self.bytes(output) == good)
    #expect(self.bytes(input) == bytes)
    #expect(run.output == "")
    #expect(run.errors.contains("record 6, byte 208: payload checksum is"))
    #expect(run.errors.hasSuffix("Wrote 10 records, \(good.count) bytes, to \(output)\n"))
    #expect(CommandRun("verify", output).status == 0)
  }

  @Test("The damaged file itself is never written, under whatever name")
  func neverInPlace() throws {
    let folder = TemporaryFolder()
    let (bytes, _) = damaged()
    let input = try folder.write(bytes, to: "in.tfevents.1")
    let link = folder.path + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: input)
    for output in [input, folder.path + "/./in.tfevents.1", link] {
      let run = CommandRun("repair", input, "-o", output)
      #expect(run.status == 2)
      #expect(
        run.errors
          == "error: \(output) is the damaged file itself\n  repair writes to another file: -o FILE\n"
      )
      #expect(self.bytes(input) == bytes)
    }
  }

  @Test("Without a place to write to, nothing is done")
  func noOutput() throws {
    let folder = TemporaryFolder()
    let input = try folder.write(damaged().bytes, to: "in.tfevents.1")
    let run = CommandRun("repair", input)
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("error: where should the good records go?\n"))
  }

  @Test("A file without one good record is not repaired, and nothing is written for it")
  func noGoodRecord() throws {
    let folder = TemporaryFolder()
    let input = try folder.write(Array("nothing but words, no records\n".utf8), to: "in.tfevents.1")
    let output = folder.path + "/out"
    let run = CommandRun("repair", input, "-o", output)
    #expect(run.status == 1)
    #expect(run.errors.hasSuffix("No good record; \(output) was not written.\n"))
    #expect(self.bytes(output) == nil)
  }

  @Test("Of a folder with several event files none is chosen")
  func severalFiles() throws {
    let folder = TemporaryFolder()
    for name in ["a.tfevents.1", "b.tfevents.2"] { _ = try folder.write(damaged().bytes, to: name) }
    let run = CommandRun("repair", folder.path, "-o", folder.path + "/out")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("error: \(folder.path) holds 2 event files; repair takes one\n"))
  }
}
