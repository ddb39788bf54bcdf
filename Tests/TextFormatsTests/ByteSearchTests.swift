import Testing
import TextFormats

@Suite("bytes found in bytes") struct ByteSearchTests {
  @Test("The first place is found, and a slice counts from its own start")
  func firstPlace() {
    let text = Array("abcabcd".utf8)
    #expect(text.place(of: Array("abc".utf8)) == 0)
    #expect(text.place(of: Array("abcd".utf8)) == 3)
    #expect(text[1...].place(of: Array("abc".utf8)) == 3)
    #expect(text.place(of: Array("d".utf8)) == 6)
  }

  @Test("What is absent, longer or empty is found nowhere")
  func nowhere() {
    let text = Array("abc".utf8)
    #expect(text.place(of: Array("abd".utf8)) == nil)
    #expect(text.place(of: Array("abcd".utf8)) == nil)
    #expect(text.place(of: []) == nil)
    #expect([UInt8]().holds(Array("a".utf8)) == false)
    #expect(text.holds(Array("bc".utf8)))
  }
}
