import LogDirectories
import Testing

@Suite("Paths")
struct LogPathTests {
  @Test(
    "The parent and the last component of a path are those of its last name",
    arguments: [
      ("a/b", "a", "b"), ("a", ".", "a"), ("/a", "/", "a"), ("/", "/", ""), ("a//b/", "a", "b"),
      (".", ".", "."),
    ])
  func parts(path: String, parent: String, last: String) {
    #expect(LogPath(path).parent.description == parent)
    #expect(LogPath(path).lastComponent.description == last)
  }

  @Test("Only the bytes that are no UTF-8 are escaped")
  func escapes() {
    #expect(
      LogPath(bytes: [0x61, 0x80, 0xC3, 0xA9, 0x0A, 0xE2, 0x82]).description
        == "a\\x80é\n\\xe2\\x82")
  }
}
