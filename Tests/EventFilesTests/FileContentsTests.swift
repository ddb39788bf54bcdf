import EventFiles
import Testing

@Suite("The contents of a file")
struct FileContentsTests {
  @Test("A file of up to its limit is given whole, and a larger one is refused or cut")
  func limit() throws {
    for count in [0, 9, 10, 11, 20, 200_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
      let file = FileLocation.memory(bytes)
      #expect(try file.contents(limit: 200_000) == bytes)
      #expect(try file.contents(limit: 10, isCut: true) == Array(bytes.prefix(10)), "\(count)")
      if count <= 10 {
        #expect(try file.contents(limit: 10) == bytes, "\(count)")
      } else {
        #expect(throws: EventFileError.self, "\(count)") { try file.contents(limit: 10) }
      }
    }
  }
}
