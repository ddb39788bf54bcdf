import EventFiles
import TestSupport
import Testing

private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite("The files of a zip archive are read without unpacking it")
struct ZipTests {
  private func unpacked(_ bytes: [UInt8]) throws -> Unpacked {
    try #require(Unpacked(bytes, at: "a.zip"))
  }

  private func options(_ change: (inout ZipWriter.Options) -> Void) -> ZipWriter.Options {
    var options = ZipWriter.Options()
    change(&options)
    return options
  }

  @Test("Stored and deflated files are read, with sizes before or behind them, in 32 bits or 64")
  func ways() throws {
    let large = [UInt8](repeating: 3, count: 300_000)
    for isWide in [false, true] {
      var zip = ZipWriter()
      zip.add("runs/", [], options { $0.isDeflated = false })
      zip.add("runs/stored", text("one"), options { $0.isDeflated = false })
      zip.add("runs/deflated", large)
      zip.add("behind", text("two"), options { $0.hasDescriptor = true })
      zip.add("wide", text("three"), options { $0.isWide = true })
      zip.add("empty", [], options { $0.isDeflated = false })
      let all = try unpacked(zip.finished(isWide: isWide))
      #expect(
        all.files == [
          "runs/stored": text("one"), "runs/deflated": large, "behind": text("two"),
          "wide": text("three"), "empty": [],
        ])
      #expect(!all.isTold)
    }
  }

  @Test("An archive behind a program that unpacks it is found")
  func prefix() throws {
    for isWide in [false, true] {
      var zip = ZipWriter(prefix: text("#!/bin/sh\nexit 1\n"))
      zip.add("a", text("one"))
      let bytes = zip.finished(isWide: isWide)
      #expect(try unpacked(bytes).files == ["a": text("one")])
      #expect(try #require(Unpacked(bytes, at: "program")).files == ["a": text("one")])
      // The same with offsets counted from the beginning of the program before it.
      var other = ZipWriter()
      other.bytes = text("#!/bin/sh\nexit 1\n")
      other.add("a", text("one"))
      #expect(try unpacked(other.finished(isWide: isWide)).files == ["a": text("one")])
    }
  }

  @Test("Encrypted files and other methods are named; the other files are read")
  func unread() throws {
    var zip = ZipWriter()
    zip.add("secret", text("x"), options { $0.flags = 1 })
    zip.add("packed", text("y"), options { $0.method = 93 })
    zip.add("good", text("z"))
    zip.add("link", text("good"), options { $0.mode = 0o120777 })
    zip.add("out", text("../../etc/passwd"), options { $0.mode = 0o120777 })
    let all = try unpacked(zip.finished())
    #expect(all.files == ["good": text("z"), "link": text("z")])
    #expect(
      all.problems == [
        .member(text("secret"), .encrypted), .member(text("packed"), .method(93)),
      ])
  }

  @Test("A file whose checksum does not hold is not taken for whole")
  func checksum() throws {
    var zip = ZipWriter()
    zip.add("a", text("some text"), options { $0.isDeflated = false })
    var bytes = zip.finished()
    let place = try #require(bytes.firstIndex(of: UInt8(ascii: "t")))
    bytes[place] ^= 0x20
    let all = try unpacked(bytes)
    #expect(all.files.isEmpty && all.failures.count == 1)
  }

  @Test("Without its directory the files of an archive are found one by one")
  func noDirectory() throws {
    var zip = ZipWriter()
    zip.add("a", text("one"))
    zip.add("b", text("two"), options { $0.hasDescriptor = true })
    zip.add("c", text("three"), options { $0.isDeflated = false })
    let cut = zip.bytes.count
    let all = try unpacked(Array(zip.finished()[..<(cut + 10)]))
    #expect(all.files == ["a": text("one"), "b": text("two"), "c": text("three")])
    #expect(all.problems == [.noDirectory(at: Int64(cut + 10))])
  }
}
